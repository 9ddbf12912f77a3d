package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.model.Delivery;
import org.rotavox.model.DeliveryState;
import org.rotavox.receive.StoreScp;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.send.SendFixture;
import org.rotavox.send.SendingOptions;
import org.rotavox.store.LedgerEvent;

/** What a real archive says of what it got, and what it has for us: Orthanc. */
class ArchiveIT {

  private static final Path PHANTOM =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SLICES = 96;

  @TempDir private Path folder;
  private Orthanc pacs;

  @BeforeEach
  void start() throws IOException {
    pacs = Orthanc.start(folder.resolve("pacs"));
  }

  @AfterEach
  void stop() {
    pacs.close();
  }

  /** The archive takes everything, and loses an object before it is asked whether it keeps it. */
  @ParameterizedTest
  @EnumSource(names = {"COMMITMENT", "COUNT"})
  void anObjectThatTheArchiveDeletesIsMissedAndAloneSentAgain(ConfirmationSettings.Method method)
      throws Exception {
    try (SendFixture node = new SendFixture(folder.resolve("node"));
        StoreScp scp = node.listen()) {
      long job = node.slices(5);
      // asks in vain until the archive knows us, which gives the time to lose something
      node.send(
          SendFixture.destination(
              pacs.dicomPort(),
              SendingOptions.DEFAULT,
              new ConfirmationSettings(method, Duration.ofSeconds(20), 1000)));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.DELIVERED, 5)));
      assertThat(pacs.instances()).isEqualTo(5);
      Delivery lost = node.deliveries(job).get(2).delivery();
      pacs.delete(lost.sopInstance().value());
      assertThat(pacs.instances()).isEqualTo(4);
      pacs.knows("node", "ROTAVOX", scp.port());
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.CONFIRMED, 5)));
      assertThat(pacs.instances()).isEqualTo(5);
      assertThat(pacs.fileOf(lost.sopInstance().value())).isNotEmpty();
      assertThat(node.store().ledger().history().events(0, 1000))
          .extracting(LedgerEvent::message)
          .containsSubsequence(
              "PACS: 4 instances confirmed, 1 to be sent again", "PACS: 1 instances confirmed");
      assertThat(node.deliveries(job))
          .allSatisfy(
              each ->
                  assertThat(each.delivery().attempts())
                      .isEqualTo(each.delivery().id() == lost.id() ? 2 : 1));
    }
  }

  @Test
  void aStudyIsPulledReconstructedDeliveredInEveryKindAndConfirmed() throws Exception {
    pacs.upload(PHANTOM);
    DataSet source = DicomFile.read(PHANTOM).dataSet();
    String study = source.getString(Tag.StudyInstanceUID, "");
    String rules = Files.readString(Path.of("config/rules.yaml"));
    try (NodeProcess node =
        NodeProcess.start(
            folder,
            pacs.dicomPort(),
            rules,
            "confirmation: commitment",
            "outputs: [ct, xray3d, enhanced-ct, mip, stl]")) {
      pacs.knows("node", "ROTAVOX", node.port());
      PeerProcess.Output dry = pull(node, "--study", study, "--dry-run");
      assertThat(dry.text()).contains("1 series would be fetched", " frames");
      assertThat(node.log()).doesNotContain("received");

      PeerProcess.Output pulled = pull(node, "--study", study);
      assertThat(pulled.exitCode()).as(pulled.text()).isZero();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> pacs.instances() == 1 + SLICES + 4 && node.log().contains("confirms"));
      assertThat(pacs.series()).hasSize(6);
      assertSameAsMade(node);
    }
  }

  /** What the archive gives back is what the node has made, attribute by attribute. */
  private void assertSameAsMade(NodeProcess node) throws Exception {
    Path job = node.results().resolve("1/1");
    for (String name :
        List.of("ct-0048.dcm", "xray3d.dcm", "enhanced-ct.dcm", "mip.dcm", "stl.dcm")) {
      DataSet made = DicomFile.read(job.resolve(name)).dataSet();
      Path back = folder.resolve("back-" + name);
      Files.write(back, pacs.fileOf(made.getString(Tag.SOPInstanceUID, "")));
      DataSet returned = DicomFile.read(back).dataSet();
      assertThat(returned.tags()).as(name).containsExactly(made.tags());
      for (int tag : new int[] {Tag.PixelData, Tag.EncapsulatedDocument}) {
        if (made.contains(tag)) {
          assertThat(returned.getBytes(tag)).as(name).isEqualTo(made.getBytes(tag));
        }
      }
      assertThat(returned.getStrings(Tag.PatientName)).isEqualTo(made.getStrings(Tag.PatientName));
    }
  }

  private PeerProcess.Output pull(NodeProcess node, String... arguments) throws Exception {
    List<String> all =
        new java.util.ArrayList<>(
            List.of("pull", "--from", "PACS", "--config", node.config().toString()));
    all.addAll(List.of(arguments));
    return NodeProcess.run(folder, all.toArray(String[]::new));
  }
}
