package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.model.DeliveryState;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.send.SendFixture;
import org.rotavox.send.SendingOptions;

/** A destination that wants its objects deflated: DCMTK's storescp inflates them. */
class DeflatedDestinationIT {

  @TempDir private Path folder;

  @Test
  void objectsAreDeflatedForADestinationThatPrefersThat() throws Exception {
    int port = Ports.free();
    Path received = Files.createDirectories(folder.resolve("received"));
    SendingOptions deflated =
        new SendingOptions(
            List.of(
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
            1,
            1,
            "",
            true);
    try (PeerProcess archive =
            PeerProcess.start(
                folder,
                folder.resolve("storescp.log"),
                "storescp",
                "+xd",
                "-od",
                received.toString(),
                Integer.toString(port));
        SendFixture node = new SendFixture(folder.resolve("node"))) {
      Ports.awaitListening(port, archive);
      long job = node.slices(3);
      node.send(SendFixture.destination(port, deflated, ConfirmationSettings.NONE));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> node.states(job).equals(Map.of(DeliveryState.DELIVERED, 3)));
      List<Path> files;
      try (Stream<Path> list = Files.list(received)) {
        files = list.toList();
      }
      assertThat(files).hasSize(3);
      for (Path file : files) {
        assertSameAsSent(node, job, file);
      }
    }
  }

  private void assertSameAsSent(SendFixture node, long job, Path file) throws Exception {
    PeerProcess.Output dump = PeerProcess.run(folder, "dcmdump", "-Un", file.toString());
    assertThat(dump.linesWith("(0002,0010)"))
        .singleElement()
        .asString()
        .contains(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.uid().value());
    Path inflated = folder.resolve("inflated.dcm");
    PeerProcess.Output converted =
        PeerProcess.run(folder, "dcmconv", "+te", file.toString(), inflated.toString());
    assertThat(converted.exitCode()).as(converted.text()).isZero();
    DataSet got = DicomFile.read(inflated).dataSet();
    Path sent =
        node.deliveries(job).stream()
            .map(each -> each.delivery())
            .filter(
                each ->
                    got.getUid(Tag.SOPInstanceUID).filter(each.sopInstance()::equals).isPresent())
            .map(each -> node.store().spool().resolve(each.file()))
            .findFirst()
            .orElseThrow();
    DataSet made = DicomFile.read(sent).dataSet();
    assertThat(got.tags()).containsExactly(made.tags());
    assertThat(got.getBytes(Tag.PixelData)).isEqualTo(made.getBytes(Tag.PixelData));
    assertThat(got.getString(Tag.PatientID)).isEqualTo(made.getString(Tag.PatientID));
  }
}
