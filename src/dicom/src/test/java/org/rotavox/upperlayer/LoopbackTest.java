package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;

/** Both sides of this room speak with each other. */
class LoopbackTest {

  private static final Uid VERIFICATION = new Uid("1.2.840.10008.1.1");
  private static final Uid XA = new Uid("1.2.840.10008.5.1.4.1.1.12.1");
  private static final List<PresentationProposal> PROPOSALS =
      List.of(
          new PresentationProposal(VERIFICATION, List.of(RecordingHandler.IMPLICIT)),
          new PresentationProposal(XA, List.of(RecordingHandler.EXPLICIT)));

  private final Path folder;

  LoopbackTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void storesObjectsOfEveryLengthAroundThePduLength() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    Random random = new Random(1);
    try (DicomServer server = Loopback.listen(handler);
        ClientAssociation association =
            UpperLayer.client().connect(Loopback.node(server.port()), PROPOSALS)) {
      assertThat(association.echo()).isEqualTo(DimseStatus.SUCCESS);
      int fragment = 256 * 1024 - 6;
      for (int length :
          List.of(0, 2, fragment - 2, fragment, fragment + 2, 3 * fragment, 5_000_000)) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        Uid instance = Uid.random();

        DimseStatus status =
            association.store(XA, instance, RecordingHandler.EXPLICIT, out -> out.write(data));

        assertThat(status).isEqualTo(DimseStatus.SUCCESS);
        assertThat(Files.readAllBytes(handler.fileOf(instance))).isEqualTo(data);
      }
    }
    assertThat(handler.closed()).containsExactly(CloseReason.RELEASED);
  }
}
