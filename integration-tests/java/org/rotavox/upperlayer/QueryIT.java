package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Uid;

/** C-FIND and C-MOVE as SCU against DCMTK's archive, whose C-MOVE comes back to our acceptor. */
class QueryIT {

  private static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");
  private static final Uid FIND = new Uid("1.2.840.10008.5.1.4.1.2.2.1");
  private static final Uid MOVE = new Uid("1.2.840.10008.5.1.4.1.2.2.2");
  private static final int MATCHES = 30;

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
    return Peer.start(folder, "dcmqrscp", "-v", "-s", "-c", config.toString());
  }

  private static List<PresentationProposal> proposals(Part10File file) {
    List<PresentationProposal> proposals = new ArrayList<>(DcmtkRequestorIT.proposals(file));
    proposals.add(new PresentationProposal(FIND, List.of(RecordingHandler.IMPLICIT)));
    proposals.add(new PresentationProposal(MOVE, List.of(RecordingHandler.IMPLICIT)));
    return proposals;
  }

  private static DataSource studyKeys(String patientId) {
    return new PlainDataSet()
        .text(0x00080052, "STUDY")
        .text(0x00100020, patientId)
        .text(0x0020000D, "")
        .source();
  }

  /** The phantom, as often as wanted, each time as a study of its own. */
  private static byte[] copy(Part10File file, int number) throws IOException {
    String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
    int at = text.indexOf(" \0\r\0UI");
    char[] chars = text.toCharArray();
    int end = at + 8 + chars[at + 6];
    while (chars[end - 1] == 0) {
      end--;
    }
    chars[end - 2] = (char) ('1' + number / 10);
    chars[end - 1] = (char) ('0' + number % 10);
    return new String(chars).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void fill(ClientAssociation association, Part10File file) throws IOException {
    for (int i = 0; i < MATCHES; i++) {
      byte[] object = copy(file, i);
      String name = file.sopInstance().value();
      Uid instance = new Uid(name.substring(0, Math.min(60, name.length())) + "." + (i + 1));
      assertThat(
              association.store(
                  file.sopClass(), instance, file.transferSyntax(), out -> out.write(object)))
          .isEqualTo(DimseStatus.SUCCESS);
    }
  }

  @Test
  void findsCancelsAndMoves() throws IOException {
    Part10File file = Part10File.of(PHANTOM);
    RecordingHandler handler = new RecordingHandler(Files.createDirectory(folder.resolve("in")));
    RemoteNode node = Loopback.node(Peer.freePort());
    try (DicomServer server = Loopback.listen(handler);
        Peer archive = archive(node, server.port())) {
      archive.awaitEcho(client, node);
      try (ClientAssociation association = client.connect(node, proposals(file))) {
        fill(association, file);

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
                moveKeys(association, file),
                ClientAssociation.MoveListener.NONE);
        assertThat(outcome.status()).as(archive.output()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(outcome.completed()).isEqualTo(1);
        assertThat(outcome.failed()).isZero();
      }
    }
    assertThat(handler.stored()).hasSize(1);
  }

  private static DataSource moveKeys(ClientAssociation association, Part10File file)
      throws IOException {
    List<String> studies = new ArrayList<>();
    association.find(
        FIND,
        studyKeys("*"),
        (match, syntax) -> {
          String text = new String(match.readAllBytes(), StandardCharsets.ISO_8859_1);
          int at = text.indexOf(" \0\r\0");
          studies.add(text.substring(at + 8, at + 8 + text.charAt(at + 4)).replace("\0", ""));
          return true;
        });
    assertThat(studies).as("studies of %s", file.sopClass()).isNotEmpty();
    return new PlainDataSet().text(0x00080052, "STUDY").text(0x0020000D, studies.get(0)).source();
  }
}
