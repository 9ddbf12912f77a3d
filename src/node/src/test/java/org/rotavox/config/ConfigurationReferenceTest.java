package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;

/**
 * Keeps the reference of keys in {@code configuration.md} equal to the code; {@code
 * -Drotavox.snapshots=write} writes it.
 */
class ConfigurationReferenceTest {

  private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
  private static final String BEGIN =
      "<!-- keys: generated from the code and checked by a test -->\n";
  private static final String END = "<!-- end of keys -->";

  private final StringBuilder page = new StringBuilder();

  @Test
  void everyKeyIsDocumentedAsInTheCode() throws IOException {
    page.append("## rotavox.yaml\n");
    for (Group group : NodeKeys.GROUPS) {
      section("`" + group.name() + "`", group.meaning(), group.keys());
    }
    line(
        "`schedule` also has `windows`: time windows by name, each one or a list of cron"
            + " expressions; it is open at every second that one of them matches. Default: none.\n");
    section("`node`: `tls`", TlsKeys.NODE.meaning(), TlsKeys.NODE.keys());
    line(
        "`collect` also has `quietTimes`: other quiet times of some sources, by calling AE title, as"
            + " `ANGIO2: 30 s`. And `expectedFrames`: how many frames every run of a source has, or"
            + " `unknown`, which are believed instead of what its objects say, as `ANGIO2: 133`."
            + " Default: none.\n");
    section("`destinations` (list)", "Where results go.", DestinationKeys.ALL);
    section("`destinations`: `tls`", TlsKeys.DESTINATION.meaning(), TlsKeys.DESTINATION.keys());
    section(
        "`notifications`: `webhooks` (list)",
        "Web servers that are told by POST.",
        NotificationKeys.WEBHOOK);
    section(
        "`notifications`: `mails` (list)", "People who are told by mail.", NotificationKeys.MAIL);
    section(
        "`stations` (list)",
        "What is known of stations beyond their headers; the first entry"
            + " that matches a run is used.",
        StationKeys.MAIN);
    section("`stations`: `match`", StationKeys.MATCH.meaning(), StationKeys.MATCH.keys());
    page.append("\n## protocols.yaml\n");
    section("`protocols`: each by its name", "How runs are reconstructed.", ProtocolKeys.MAIN);
    section("`protocols`: outputs", "What is made of the volume.", ProtocolKeys.OUTPUT);
    for (Group group : List.of(ProtocolKeys.ITERATIVE, ProtocolKeys.CALIBRATION)) {
      section("`" + group.name() + "` of a protocol", group.meaning(), group.keys());
    }
    String text = Files.readString(PAGE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (System.getProperty("rotavox.snapshots", "").equals("write")) {
      Files.writeString(PAGE, text.substring(0, begin) + page + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end)).isEqualTo(page.toString());
  }

  private void section(String title, String meaning, List<Key<?>> keys) {
    line("\n### " + title);
    line(meaning + "\n");
    line("| key | value | default | meaning |");
    line("|---|---|---|---|");
    for (Key<?> key : keys) {
      String fallback =
          key.fallback().map(text -> text.isEmpty() ? "empty" : text).orElse("**required**");
      line(
          "| `"
              + key.name()
              + "` | "
              + key.format().expected()
              + " | "
              + fallback
              + " | "
              + key.meaning()
              + " |");
    }
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
