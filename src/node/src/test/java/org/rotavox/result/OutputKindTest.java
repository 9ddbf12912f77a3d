package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rotavox.dataset.SopClass;

/**
 * The kinds of results in {@code delivery.md} are those of the code; {@code
 * -Drotavox.snapshots=write} writes them there.
 */
class OutputKindTest {

  private static final Path PAGE = Path.of("src/site/markdown/delivery.md");
  private static final String BEGIN =
      "<!-- kinds: generated from the code and checked by a test -->\n";
  private static final String END = "<!-- end of kinds -->";

  private static String table() {
    return "| word | object | SOP class | series number |\n|---|---|---|---|\n"
        + OutputKind.orderable().stream()
            .map(
                kind ->
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(
                            kind.word(),
                            kind.remark(),
                            SopClass.nameOf(kind.sopClass()),
                            number(kind)))
            .collect(Collectors.joining());
  }

  private static String number(OutputKind kind) {
    int offset = kind.seriesNumber(0);
    return offset == 0 ? "source's + 1000" : "+ " + offset;
  }

  @Test
  void thePageNamesThem() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (System.getProperty("rotavox.snapshots", "").equals("write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
    }
    assertThat(Files.readString(PAGE)).contains(BEGIN + table() + END);
  }
}
