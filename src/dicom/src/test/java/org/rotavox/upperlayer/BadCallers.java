package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.pdu.Pdu;

/** What every test with a bad caller begins and ends with. */
abstract class BadCallers {

  private static final Duration SHORT = Duration.ofMillis(700);

  final Path folder;
  final RecordingHandler handler;
  final DicomServer server;

  BadCallers(Path folder) throws IOException {
    this.folder = folder;
    this.handler = new RecordingHandler(folder);
    this.server = UpperLayer.listen(Loopback.acceptor(20, 20, SHORT), handler);
  }

  /** Whatever the bad peer did: its slot is free again, and a good peer is served. */
  @AfterEach
  void theNextPeerIsServed() throws IOException {
    try (RawPeer good = RawPeer.associate(server)) {
      good.sendCommand(RawPeer.echo(1));
      assertThat(good.readStatus()).isZero();
      good.send(new Pdu.ReleaseRq());
      assertThat(good.read()).isEqualTo(new Pdu.ReleaseRp());
      good.expectClosed();
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.openAssociations() == 0);
    server.close();
  }

  /** Nothing half-written remains, and nothing was acknowledged. */
  void nothingIsKept(CloseReason reason) throws IOException {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> handler.closed().contains(reason));
    assertThat(handler.stored()).isEmpty();
    assertThat(Files.exists(handler.fileOf(new Uid("1.2.3.4")))).isFalse();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
