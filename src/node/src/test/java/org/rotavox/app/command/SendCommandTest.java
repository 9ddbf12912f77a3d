package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.send.ScriptedPacs;
import org.rotavox.upperlayer.DimseStatus;

/** What {@code send} understands, prints and returns. */
class SendCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int send(String... arguments) {
    List<String> all = new ArrayList<>(List.of("send"));
    all.addAll(List.of(arguments));
    return RootCommand.commandLine(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new))
        .execute(all.toArray(String[]::new));
  }

  private String file(int number) throws IOException {
    DataSet object =
        new DataSet()
            .setUid(Tag.SOPClassUID, SopClass.CT_IMAGE_STORAGE)
            .setUid(Tag.SOPInstanceUID, new Uid("1.2.3.4." + number))
            .setUid(Tag.StudyInstanceUID, new Uid("1.2.3"))
            .setUid(Tag.SeriesInstanceUID, new Uid("1.2.3.4"));
    Path file = folder.resolve(number + ".dcm");
    DicomWriter.writeFile(file, object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    return file.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "A700, 1, answered A700 out of resources",
    "A7C3, 1, answered A7C3 out of resources",
    "A9FF, 1, answered A9FF data set does not match SOP class",
    "C0FE, 1, answered C0FE cannot understand",
    "0124, 1, answered 0124 not authorized",
    "FE00, 1, answered FE00 cancelled",
    "B000, 0, answered B000 coercion of data elements",
    "B0AA, 0, answered B0AA warning"
  })
  void statusesAreToldInWords(String code, int exitCode, String words) throws IOException {
    try (ScriptedPacs pacs = new ScriptedPacs()) {
      pacs.answering(n -> new DimseStatus(Integer.parseInt(code, 16), "a comment"));
      assertThat(send(file(1), "PACS@localhost:" + pacs.port())).isEqualTo(exitCode);
      assertThat(out.toString()).contains(words + " (a comment)");
    }
  }

  @Test
  void theNodeMayStandAnywhereAmongTheFiles() throws IOException {
    try (ScriptedPacs pacs = new ScriptedPacs()) {
      String node = "PACS@localhost:" + pacs.port();
      assertThat(send(node, file(1), file(2))).as(err.toString()).isZero();
      assertThat(send(file(1), node, file(2))).isZero();
      assertThat(send(file(1), file(2), node)).isZero();
      assertThat(send("--timeout", "5", folder.toString(), node, "--calling", "ME")).isZero();
      assertThat(out.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("2 of 2"));
    }
  }

  @Test
  void afterAnAbortTheRestIsListedAsNotSent() throws IOException {
    try (ScriptedPacs pacs = new ScriptedPacs()) {
      pacs.answering(
          n -> {
            if (n == 3) {
              new Thread(pacs::down).start();
              pause();
            }
            return DimseStatus.SUCCESS;
          });
      for (int i = 1; i <= 6; i++) {
        file(i);
      }
      assertThat(send("PACS@localhost:" + pacs.port(), folder.toString()))
          .isEqualTo(ExitCode.FAILED);
      assertThat(out.toString().lines())
          .hasSize(5)
          .anyMatch(line -> line.contains("3.dcm: not sent, PACS at localhost"))
          .anyMatch(line -> line.contains("4.dcm: not sent"))
          .anyMatch(line -> line.contains("5.dcm: not sent"))
          .anyMatch(line -> line.contains("6.dcm: not sent"))
          .last()
          .asString()
          .startsWith("2 of 6 objects stored");
      assertThat(err.toString().lines()).singleElement().asString().startsWith("send: PACS at ");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|name the node to send to as AET@HOST:PORT",
        "a.dcm|name the node to send to as AET@HOST:PORT",
        "A@h:1|name at least one file",
        "A@h:1 B@h:2 a.dcm|not several: A@h:1, B@h:2",
        "A@h:1 a.dcm A@h:1|not several",
        "a.dcm A@h:99999|must be AET@HOST:PORT with a port from 1 to 65535",
        "a.dcm A@h:0|must be AET@HOST:PORT with a port from 1 to 65535",
        "a.dcm A@h|must be AET@HOST:PORT",
        "a.dcm A@h:|must be AET@HOST:PORT",
        "a.dcm @h:104|must be AET@HOST:PORT",
        "a.dcm A@:104|must be AET@HOST:PORT",
        "a.dcm SEVENTEEN_LETTERS@h:104|must be AET@HOST:PORT",
        "a.dcm A@h:x|must be AET@HOST:PORT"
      })
  void aNodeThatIsMissingOrTooManyIsOneLine(String arguments, String words) {
    String[] all = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertThat(send(all)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("send: ")
        .contains(words);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PACS@h:104", "A B@h:104", "A/B@[::1]:104", "PACS@10.0.0.1:104"})
  void everyFormOfANodeIsFoundInBothOrders(String node) {
    for (List<String> order : List.of(List.of(node, "x@y"), List.of("x@y", node))) {
      SendArguments given = SendArguments.of(order);
      assertThat(given.address().port()).isEqualTo(104);
      assertThat(given.files()).containsExactly(Path.of("x@y"));
    }
  }

  @Test
  void aFileThatIsNamedLikeANodeIsAFileWhereThereIsAnotherNode() throws IOException {
    Path odd = Path.of("ODD@h:1");
    Files.writeString(odd, "x");
    try {
      SendArguments given = SendArguments.of(List.of("ODD@h:1", "PACS@h:104"));
      assertThat(given.address().aeTitle()).isEqualTo("PACS");
      assertThat(given.files()).containsExactly(odd);
    } finally {
      Files.delete(odd);
    }
    assertThatThrownBy(() -> SendArguments.of(List.of("ODD@h:1", "PACS@h:104")))
        .hasMessageContaining("not several");
  }
}
