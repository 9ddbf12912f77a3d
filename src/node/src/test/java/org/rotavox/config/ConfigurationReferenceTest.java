package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotavox.acquisition.StationKeys;
import org.rotavox.notify.NotificationKeys;
import org.rotavox.reconstruction.ProtocolKeys;
import org.rotavox.send.DestinationKeys;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.tls.TlsKeys;

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
    for (Group group : NodeFile.SECTIONS) {
      section("`" + group.name() + "`", group);
    }
    line(
        "`schedule` also has `windows`: time windows by name, each one or a list of cron"
            + " expressions; it is open at every second that one of them matches. Default: none.\n");
    section("`node`: `tls`", TlsKeys.NODE);
    line(
        "`collect` also has `quietTimes`: other quiet times of some sources, by calling AE title, as"
            + " `ANGIO2: 30 s`. And `expectedFrames`: how many frames every run of a source has, or"
            + " `unknown`, which replaces the numbers in its objects, as `ANGIO2: 133`."
            + " Default: none.\n");
    section("`destinations` (list)", DestinationKeys.DESTINATION);
    section("`destinations`: `tls`", TlsKeys.DESTINATION);
    section("`notifications`: `webhooks` (list)", NotificationKeys.WEBHOOK);
    section("`notifications`: `mails` (list)", NotificationKeys.MAIL);
    section("`stations` (list)", StationKeys.STATION);
    section("`stations`: `match`", StationKeys.MATCH);
    page.append("\n## protocols.yaml\n");
    section("`protocols`: each by its name", ProtocolKeys.PROTOCOL);
    section("`protocols`: outputs", ProtocolKeys.OUTPUT);
    for (Group group : List.of(ProtocolKeys.ITERATIVE, ProtocolKeys.CALIBRATION)) {
      section("`" + group.name() + "` of a protocol", group);
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

  private void section(String title, Group group) {
    line("\n### " + title);
    line(group.meaning() + "\n");
    line("| key | value | default | meaning |");
    line("|---|---|---|---|");
    for (Key<?> key : group.keys()) {
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
