package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.acquisition.intensity.Blanking;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/** Reads the shutters and collimators of a run; those of the first frame hold for all. */
final class RunBlanking {

  private static final double LARGEST_BLANKED_SHARE = 0.5;

  private RunBlanking() {}

  /** Returns which pixels of the stored image are blanked; an empty array if none is. */
  static boolean[] of(RunInstances run, Finding finding) {
    int columns = run.first().getInt(Tag.Columns, 0);
    int rows = run.first().getInt(Tag.Rows, 0);
    boolean[] blanked = new boolean[columns * rows];
    for (Blanking blanking : blankings(run)) {
      blanking.mark(blanked, columns, rows);
    }
    int count = 0;
    for (boolean b : blanked) {
      count += b ? 1 : 0;
    }
    if (count == 0) {
      return new boolean[0];
    }
    double share = (double) count / blanked.length;
    finding.note("%.1f %% of the image is blanked by a shutter or collimator", 100 * share);
    if (share > LARGEST_BLANKED_SHARE) {
      finding.obstacle(
          ObstacleCode.MOSTLY_BLANKED,
          Math.round(100 * share) + " % of the image is blanked by a shutter or collimator");
    }
    return blanked;
  }

  private static List<Blanking> blankings(RunInstances run) {
    List<Blanking> list = new ArrayList<>();
    DataSet shutter =
        run.scopes().holding(Tag.FrameDisplayShutterSequence, Tag.ShutterShape).get(0);
    if (shutter.containsValue(Tag.ShutterShape)) {
      list.add(
          blanking(
              shutter,
              Tag.ShutterShape,
              new int[] {
                Tag.ShutterLeftVerticalEdge,
                Tag.ShutterRightVerticalEdge,
                Tag.ShutterUpperHorizontalEdge,
                Tag.ShutterLowerHorizontalEdge
              },
              Tag.CenterOfCircularShutter,
              Tag.RadiusOfCircularShutter,
              Tag.VerticesOfThePolygonalShutter));
    }
    DataSet collimator =
        run.scopes().holding(Tag.CollimatorShapeSequence, Tag.CollimatorShape).get(0);
    if (collimator.containsValue(Tag.CollimatorShape)) {
      list.add(
          blanking(
              collimator,
              Tag.CollimatorShape,
              new int[] {
                Tag.CollimatorLeftVerticalEdge,
                Tag.CollimatorRightVerticalEdge,
                Tag.CollimatorUpperHorizontalEdge,
                Tag.CollimatorLowerHorizontalEdge
              },
              Tag.CenterOfCircularCollimator,
              Tag.RadiusOfCircularCollimator,
              Tag.VerticesOfThePolygonalCollimator));
    }
    return list;
  }

  private static Blanking blanking(
      DataSet data, int shape, int[] edges, int center, int radius, int vertices) {
    int[] c = data.getInts(center);
    List<Integer> circle =
        c.length == 2 && data.getInt(radius).isPresent()
            ? List.of(c[0], c[1], data.getInt(radius, 0))
            : List.of();
    return new Blanking(
        data.getStrings(shape),
        data.getInt(edges[0], Integer.MIN_VALUE),
        data.getInt(edges[1], Integer.MAX_VALUE),
        data.getInt(edges[2], Integer.MIN_VALUE),
        data.getInt(edges[3], Integer.MAX_VALUE),
        circle,
        Arrays.stream(data.getInts(vertices)).boxed().toList());
  }
}
