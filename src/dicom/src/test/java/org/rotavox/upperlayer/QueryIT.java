package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;

/** C-FIND and C-MOVE as SCU against DCMTK's archive, whose C-MOVE comes back to our acceptor. */
class QueryIT {

  private static final Uid VERIFICATION = new Uid("1.2.840.10008.1.1");
  private static final Uid XA = new Uid(RawPeer.XA);
  private static final Uid FIND = new Uid("1.2.840.10008.5.1.4.1.2.2.1");
  private static final Uid MOVE = new Uid("1.2.840.10008.5.1.4.1.2.2.2");
  private static final int MATCHES = 30;
  private static final List<PresentationProposal> PROPOSALS =
      Stream.of(VERIFICATION, XA, FIND, MOVE)
          .map(uid -> new PresentationProposal(uid, List.of(RecordingHandler.IMPLICIT)))
          .toList();

  private final Path folder;
  private final DicomClient client = UpperLayer.client();

  QueryIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private Peer archive(RemoteNode node, int movePort) throws IOException {
    Path storage = Files.createDirectory(folder.resolve("archive"));
    Path config = folder.resolve("dcmqrscp.cfg");
    Files.writeString(
        config,
        """
        NetworkTCPPort  = %d
        MaxPDUSize      = 16384
        MaxAssociations = 16
        HostTable BEGIN
        node = (PEER, 127.0.0.1, %d)
        HostTable END
        VendorTable BEGIN
        VendorTable END
        AETable BEGIN
        ROTAVOX  %s  RW (200, 1024mb) ANY
        AETable END
        """
            .formatted(node.port(), movePort, storage));
    return Peer.start(folder, "dcmqrscp", "-v", "-c", config.toString());
  }

  private static DataSource studyKeys(String patientId) {
    return new PlainDataSet()
        .text(0x00080052, "STUDY")
        .text(0x00100020, patientId)
        .text(0x0020000D, "")
        .source();
  }

  /** Small objects, each a study of its own. */
  private static void fill(ClientAssociation association) throws IOException {
    for (int i = 1; i <= MATCHES; i++) {
      String instance = "1.2.3.4." + i;
      DataSource object =
          new PlainDataSet()
              .text(0x00080016, RawPeer.XA)
              .text(0x00080018, instance)
              .text(0x00080060, "XA")
              .text(0x00100020, "PHANTOM")
              .text(0x0020000D, "1.2.5." + i)
              .text(0x0020000E, "1.2.6." + i)
              .source();
      assertThat(association.store(XA, new Uid(instance), RecordingHandler.IMPLICIT, object))
          .isEqualTo(DimseStatus.SUCCESS);
    }
  }

  @Test
  void findsCancelsAndMoves() throws IOException {
    RecordingHandler handler = new RecordingHandler(Files.createDirectory(folder.resolve("in")));
    RemoteNode node = Loopback.node(Peer.freePort());
    try (DicomServer server = Loopback.listen(handler);
        Peer archive = archive(node, server.port())) {
      archive.awaitEcho(client, node);
      try (ClientAssociation association = client.connect(node, PROPOSALS)) {
        fill(association);

        List<Integer> lengths = new ArrayList<>();
        DimseStatus all =
            association.find(
                FIND, studyKeys("*"), (match, syntax) -> lengths.add(match.readAllBytes().length));
        assertThat(all).as(archive.output()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(lengths).hasSize(MATCHES).allMatch(length -> length > 0);

        List<Integer> taken = new ArrayList<>();
        DimseStatus cancelled =
            association.find(
                FIND,
                studyKeys("*"),
                (match, syntax) -> {
                  taken.add(1);
                  return false;
                });
        assertThat(cancelled.isCancelled() || cancelled.isSuccess()).isTrue();
        assertThat(taken).hasSize(1);

        ClientAssociation.MoveOutcome outcome =
            association.move(
                MOVE,
                Loopback.PEER,
                new PlainDataSet().text(0x00080052, "STUDY").text(0x0020000D, "1.2.5.7").source(),
                ClientAssociation.MoveListener.NONE);
        assertThat(outcome.status()).as(archive.output()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(outcome.completed()).isEqualTo(1);
        assertThat(outcome.failed()).isZero();
      }
    }
    assertThat(handler.stored())
        .extracting(StoreRequest::sopInstance)
        .containsExactly(new Uid("1.2.3.4.7"));
  }
}
