package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DCMTK's clients call the acceptor. */
class DcmtkAcceptorIT {

  private static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");
  private static final Path COMPRESSED =
      Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm");

  private final Path folder;

  DcmtkAcceptorIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void answersEchoscu() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    try (DicomServer server = Loopback.listen(handler)) {
      Peer.Outcome outcome =
          Peer.run(
              folder, "echoscu", "-v", "--repeat", "3", "127.0.0.1", String.valueOf(server.port()));

      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(handler.echoes()).isEqualTo(3);
    }
    assertThat(handler.closed()).containsExactly(CloseReason.RELEASED);
  }

  @Test
  void takesWhatStorescuSendsByteForByte() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    try (DicomServer server = Loopback.listen(handler)) {
      Peer.Outcome outcome =
          Peer.run(
              folder,
              List.of("storescu", "-v", "-xs", "127.0.0.1", String.valueOf(server.port())),
              List.of(COMPRESSED));

      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
    StoreRequest request = handler.stored().get(0);
    assertThat(request.transferSyntax()).isEqualTo(RecordingHandler.JPEG_LOSSLESS_SV1);
    assertThat(endsWith(COMPRESSED, handler.fileOf(request.sopInstance()))).isTrue();
  }

  @Test
  void takesUncompressedObjectsInSmallAndLargePdus() throws IOException {
    for (String pduBytes : List.of("4096", "131072")) {
      RecordingHandler handler = new RecordingHandler(folder);
      try (DicomServer server = Loopback.listen(handler)) {
        Peer.Outcome outcome =
            Peer.run(
                folder,
                List.of(
                    "storescu",
                    "-v",
                    "-xe",
                    "--max-send-pdu",
                    pduBytes,
                    "--repeat",
                    "2",
                    "127.0.0.1",
                    String.valueOf(server.port())),
                List.of(PHANTOM));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      }
      assertThat(handler.stored()).hasSize(2);
      StoreRequest request = handler.stored().get(0);
      assertThat(Files.size(handler.fileOf(request.sopInstance())))
          .isGreaterThan(Files.size(PHANTOM) - 2000);
    }
  }

  /** Whether the data set is what the file holds behind its meta information. */
  private static boolean endsWith(Path file, Path dataSet) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] end = Files.readAllBytes(dataSet);
    return Arrays.equals(whole, whole.length - end.length, whole.length, end, 0, end.length);
  }
}
