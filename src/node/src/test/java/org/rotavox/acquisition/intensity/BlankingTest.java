package org.rotavox.acquisition.intensity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Shutters and collimators drawn: a dot is open, a cross is blanked. */
class BlankingTest {

  private static final List<Integer> NONE = List.of();

  private static Blanking of(
      List<String> shapes, List<Integer> edges, List<Integer> circle, List<Integer> polygon) {
    return new Blanking(
        shapes, edges.get(0), edges.get(1), edges.get(2), edges.get(3), circle, polygon);
  }

  private static String drawn(Blanking blanking, int columns, int rows) {
    boolean[] blanked = new boolean[columns * rows];
    blanking.mark(blanked, columns, rows);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < blanked.length; i++) {
      text.append(blanked[i] ? 'x' : '.');
      if (i % columns == columns - 1) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void aRectangleOpensTheColumnsAndRowsThatItNames() {
    Blanking rectangle = of(List.of("RECTANGULAR"), List.of(2, 4, 3, 4), NONE, NONE);
    assertThat(drawn(rectangle, 6, 5))
        .isEqualTo(
            """
            xxxxxx
            xxxxxx
            x...xx
            x...xx
            xxxxxx
            """);
  }

  @Test
  void aCircleOpensWhatLiesWithinItsRadius() {
    Blanking circle = of(List.of("CIRCULAR"), List.of(0, 0, 0, 0), List.of(3, 4, 2), NONE);
    assertThat(drawn(circle, 7, 5))
        .isEqualTo(
            """
            xxx.xxx
            xx...xx
            x.....x
            xx...xx
            xxx.xxx
            """);
  }

  @Test
  void aPolygonOpensItsInside() {
    List<Integer> triangle = List.of(1, 1, 1, 8, 8, 1); // rows and columns of three corners
    Blanking polygon = of(List.of("POLYGONAL"), List.of(0, 0, 0, 0), NONE, triangle);
    assertThat(drawn(polygon, 6, 6))
        .isEqualTo(
            """
            ......
            ......
            .....x
            ....xx
            ...xxx
            ..xxxx
            """);
  }

  @Test
  void aPolygonWithANotchIsShutInTheNotch() {
    List<Integer> notched = List.of(0, 0, 0, 8, 8, 8, 4, 4, 8, 0); // a roof upside down
    Blanking polygon = of(List.of("POLYGONAL"), List.of(0, 0, 0, 0), NONE, notched);
    assertThat(drawn(polygon, 7, 7))
        .isEqualTo(
            """
            .......
            .......
            .......
            .......
            ..xx...
            .xxxx..
            xxxxxx.
            """);
  }

  @Test
  void severalShapesBoundTheImageTogether() {
    Blanking both =
        of(List.of("CIRCULAR", "RECTANGULAR"), List.of(4, 7, 1, 5), List.of(3, 4, 2), NONE);
    assertThat(drawn(both, 7, 5))
        .isEqualTo(
            """
            xxx.xxx
            xxx..xx
            xxx...x
            xxx..xx
            xxx.xxx
            """);
  }

  @Test
  void aShapeThatIsUnknownOrHasTooFewNumbersBlanksNothing() {
    List<Integer> edges = List.of(0, 0, 0, 0);
    for (Blanking nothing :
        List.of(
            of(List.of("HEXAGONAL"), edges, NONE, NONE),
            of(List.of("circular"), edges, List.of(3, 4), NONE),
            of(List.of("POLYGONAL"), edges, NONE, List.of(1, 1, 4, 4)),
            of(List.of(), edges, NONE, NONE))) {
      assertThat(drawn(nothing, 4, 2)).as("%s", nothing).isEqualTo("....\n....\n");
    }
  }
}
