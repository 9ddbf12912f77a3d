package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.store.SmallDisk;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayer;

/** The packaged node with DCMTK while its disk fills and empties again. */
class WatermarkIT {

  private static final int DISK_BYTES = 160_000_000;
  private static final int HOG_BYTES = 80_000_000; // leaves less than the 100 MB of NodeProcess
  private static final Uid SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid();

  @TempDir private Path folder;

  @Test
  void beforeTheDiskIsFullAssociationsAreRejectedObjectsRefusedAndAllGoesOnByItself()
      throws Exception {
    Path object = folder.resolve("run.dcm");
    NodeProcess.run(
        folder, "simulate", object.toString(), "--frames", "5", "--columns", "64", "--rows", "64");
    Path spool = folder.resolve("data/spool");
    try (SmallDisk disk = SmallDisk.mount(spool, DISK_BYTES);
        NodeProcess node = NodeProcess.startReceivingOnly(folder, Ports.free());
        ClientAssociation open = open(node)) {
      assertThat(store(open, object)).isEqualTo(DimseStatus.SUCCESS);
      assertThat(send(node, object).exitCode()).isZero();

      Path hog = disk.folder().resolve("hog");
      Files.write(hog, new byte[HOG_BYTES]);
      for (int n = 0; n < 3; n++) {
        PeerProcess.Output refused = send(node, object);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.text()).contains("Rejected Transient", "Local Limit Exceeded");
      }
      DimseStatus full = store(open, object);
      assertThat(full.code()).isEqualTo(0xA700);
      assertThat(full.comment()).isEqualTo("disk of the receiving node is full");
      assertThat(echo(node).exitCode()).as("who only asks whether the node is there").isZero();
      PeerProcess.Output status = status(node);
      assertThat(status.text()).contains("OBJECTS ARE REFUSED below 100 MB", "2 received");
      assertThat(status.exitCode()).isEqualTo(1);

      Files.delete(hog);
      assertThat(send(node, object).exitCode()).isZero();
      assertThat(store(open, object)).isEqualTo(DimseStatus.SUCCESS);
      assertThat(status(node).exitCode()).isZero();

      List<String> said =
          node.log().lines().filter(line -> line.contains("the disk of the spool has")).toList();
      assertThat(said).hasSize(2);
      assertThat(said.get(0)).contains("ERROR", "store.minimumFree", "rejected", "A700");
      assertThat(said.get(1)).contains("free again", "4 associations and objects were refused");
    }
  }

  private PeerProcess.Output send(NodeProcess node, Path object) throws Exception {
    PeerProcess.run(folder, "dcmodify", "-nb", "-gin", object.toString());
    return PeerProcess.run(
        folder,
        "storescu",
        "-v",
        "-aec",
        "ROTAVOX",
        "127.0.0.1",
        Integer.toString(node.port()),
        object.toString());
  }

  private PeerProcess.Output echo(NodeProcess node) throws Exception {
    return PeerProcess.run(
        folder, "echoscu", "-aec", "ROTAVOX", "127.0.0.1", Integer.toString(node.port()));
  }

  private PeerProcess.Output status(NodeProcess node) throws Exception {
    return NodeProcess.run(folder, "status", "--config", node.config().toString());
  }

  private static ClientAssociation open(NodeProcess node) throws IOException {
    Duration wait = Duration.ofSeconds(30);
    return UpperLayer.client()
        .connect(
            new RemoteNode(
                new AeTitle("ROTAVOX"),
                new AeTitle("ANGIO"),
                "127.0.0.1",
                node.port(),
                65_536,
                wait,
                wait),
            List.of(
                new PresentationProposal(
                    new Uid("1.2.840.10008.5.1.4.1.1.12.1"), List.of(SYNTAX))));
  }

  /** Sends the object with new UIDs over an association that is open all the time. */
  private DimseStatus store(ClientAssociation association, Path object) throws Exception {
    PeerProcess.run(folder, "dcmodify", "-nb", "-gin", object.toString());
    DicomFile file = DicomFile.read(object);
    return association.store(
        file.dataSet().getUid(Tag.SOPClassUID).orElseThrow(),
        file.dataSet().getUid(Tag.SOPInstanceUID).orElseThrow(),
        SYNTAX,
        out -> DicomWriter.writeDataSet(out, file.dataSet(), TransferSyntax.forUid(SYNTAX)));
  }
}
