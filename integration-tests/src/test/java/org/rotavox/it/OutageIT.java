package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.control.ControlClient;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.peer.Asked;
import org.rotavox.store.SmallDisk;
import org.rotavox.support.Proofs;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayer;

/**
 * The packaged node while the disk of ledger and spool fills to the last byte and empties again.
 */
class OutageIT {

  private static final int DISK_BYTES = 400_000_000;
  private static final Uid XA = new Uid("1.2.840.10008.5.1.4.1.1.12.1");
  private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
  private static final int ROUNDS = Proofs.cases(3, 1);
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration A_MINUTE = Duration.ofSeconds(60);

  /** What half of minimumFree, 100 MB, leaves to the ledger, less what is written between looks. */
  private static final long RESERVE_BYTES = 45_000_000;

  @TempDir private Path folder;
  private long least = Long.MAX_VALUE;
  private int next;
  private int acknowledged;

  @Test
  void anObjectWithoutEndTakesNotWhatTheLedgerNeeds() throws Exception {
    Path data = folder.resolve("data");
    try (SmallDisk disk = SmallDisk.mount(data, DISK_BYTES);
        NodeProcess node = NodeProcess.startReceivingOnly(folder, Ports.free())) {
      try (ClientAssociation association = open(node)) {
        assertThat(send(association, 1000).isSuccess()).isTrue();
        DimseStatus status = send(association, 1_500_000_000);
        assertThat(status.code()).isEqualTo(0xA700);
        assertThat(status.comment()).isEqualTo("disk of the receiving node is full");
        assertThat(files("incoming")).isEmpty();
      }
      assertThat(node.log()).contains("the disk of the spool has");
      Awaitility.await()
          .atMost(A_MINUTE)
          .until(() -> disk.folder().toFile().getUsableSpace() > 3e8);
      try (ClientAssociation association = open(node)) {
        assertThat(send(association, 1000).isSuccess()).isTrue();
      }
      assertThat(status().path("balance").path("received").asInt()).isEqualTo(2);
      assertThat(files("instances")).hasSize(2);
      assertThat(least).as("least free disk meanwhile").isGreaterThan(RESERVE_BYTES);
    }
  }

  @Test
  void afterAMomentOfFullDiskTheNodeGoesOnByItselfWithoutAnOrphan() throws Exception {
    Path data = folder.resolve("data");
    try (SmallDisk disk = SmallDisk.mount(data, DISK_BYTES);
        NodeProcess node = NodeProcess.startReceivingOnly(folder, Ports.free())) {
      for (int round = 0; round < ROUNDS; round++) {
        Path hog;
        try (ClientAssociation association = open(node)) {
          assertThat(send(association, 100_000).isSuccess()).isTrue();
          hog = disk.fill();
          DimseStatus refused = send(association, 100_000);
          assertThat(refused.code()).isEqualTo(0xA700);
        }
        assertThat(messageOfBrokenLedger()).contains("opened again by itself");
        PeerProcess.Output said = NodeProcess.run(folder, "status", "--config", config());
        assertThat(said.exitCode()).as(said.text()).isNotZero();
        assertThat(said.text()).contains("opened again by itself");
        Awaitility.await().pollDelay(Duration.ofSeconds(8)).until(() -> true);
        assertThat(node.log().lines().count())
            .as("lines after 8 s in which nothing could be written: %s", node.log())
            .isLessThan(60L * (round + 1));
        assertThat(node.isAlive()).isTrue();
        Files.delete(hog);
        Awaitility.await("the node takes objects again by itself")
            .atMost(A_MINUTE)
            .ignoreExceptions()
            .until(() -> received(node));
      }
      Asked.of(data, "queue.resume", Map.of());
      JsonNode status = status();
      assertThat(status.path("balance").path("received").asInt()).isEqualTo(acknowledged);
      assertThat(status.path("balance").path("balances").asBoolean()).isTrue();
      assertThat(files("instances")).hasSize(acknowledged);
      assertThat(files("incoming")).isEmpty();
      assertThat(files("quarantine")).isEmpty();
      assertThat(NodeProcess.run(folder, "status", "--config", config()).exitCode()).isZero();
      assertThat(node.log()).contains("the ledger is closed", "the ledger is open again");
    }
  }

  /** A supervisor can do what the node cannot: start it anew, which tells a person what to do. */
  @Test
  void aLedgerThatIsDamagedMeanwhileEndsTheProcessWithACodeOfItsOwn() throws Exception {
    Path data = folder.resolve("data");
    try (SmallDisk disk = SmallDisk.mount(data, DISK_BYTES);
        NodeProcess node = NodeProcess.startReceivingOnly(folder, Ports.free())) {
      assertThat(received(node)).isTrue();
      Path hog = disk.fill();
      assertThat(messageOfBrokenLedger()).contains("opened again by itself");
      try (RandomAccessFile ledger =
          new RandomAccessFile(data.resolve("ledger/ledger.mv.db").toFile(), "rw")) {
        ledger.write(new byte[3 * 4096]); // both copies of the header, and what follows
      }
      Files.delete(hog);
      assertThat(node.awaitEnd(A_MINUTE)).as(node.log()).isEqualTo(3);
      assertThat(node.log().lines().filter(line -> line.contains("tried 5 times")).toList())
          .singleElement()
          .asString()
          .contains("cannot be opened again");
      node.restartWithoutWaiting();
      assertThat(node.awaitEnd(A_MINUTE)).isNotZero();
      assertThat(node.log()).contains("restore its last backup");
      assertThat(files("instances")).as("what was acknowledged").hasSize(1);
    }
  }

  /** Gives orders, each of which is written, until the last free byte of the file is used. */
  private String messageOfBrokenLedger() throws IOException {
    ControlClient client = ControlClient.find(folder.resolve("data")).orElseThrow();
    for (int n = 0; n < 10_000; n++) {
      try {
        Asked.of(client, n % 2 == 0 ? "queue.pause" : "queue.resume", Map.of());
      } catch (IOException e) {
        return e.toString();
      }
    }
    throw new AssertionError("the ledger is written though the disk is full");
  }

  private boolean received(NodeProcess node) throws IOException {
    try (ClientAssociation association = open(node)) {
      return send(association, 1000).isSuccess();
    }
  }

  private DimseStatus send(ClientAssociation association, long pixelBytes) throws IOException {
    Uid uid = new Uid("1.2.826.0.2." + ++next);
    DataSet header =
        new DataSet()
            .setUid(Tag.SOPClassUID, XA)
            .setUid(Tag.SOPInstanceUID, uid)
            .setUid(Tag.StudyInstanceUID, new Uid(uid + ".1"))
            .setUid(Tag.SeriesInstanceUID, new Uid(uid + ".2"))
            .setInt(Tag.NumberOfFrames, 100)
            .setFrames(
                VR.OW,
                pixelBytes,
                out -> {
                  byte[] block = new byte[1 << 16];
                  for (long left = pixelBytes; left > 0; left -= block.length) {
                    out.write(block, 0, (int) Math.min(left, block.length));
                    least = Math.min(least, folder.resolve("data").toFile().getUsableSpace());
                  }
                });
    DimseStatus status =
        association.store(
            XA, uid, SYNTAX.uid(), out -> DicomWriter.writeDataSet(out, header, SYNTAX));
    acknowledged += status.isSuccess() ? 1 : 0;
    return status;
  }

  private JsonNode status() throws IOException {
    return Asked.of(folder.resolve("data"), "status", Map.of());
  }

  private String config() {
    return folder.resolve("config").toString();
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve("data/spool").resolve(name))) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }

  private static ClientAssociation open(NodeProcess node) throws IOException {
    RemoteNode remote =
        new RemoteNode(
            new AeTitle("ROTAVOX"),
            new AeTitle("ANGIO"),
            "127.0.0.1",
            node.port(),
            65_536,
            WAIT,
            WAIT);
    return UpperLayer.client()
        .connect(remote, List.of(new PresentationProposal(XA, List.of(SYNTAX.uid()))));
  }
}
