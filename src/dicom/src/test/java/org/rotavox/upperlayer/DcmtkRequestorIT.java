package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.UpperLayerException.Kind;

/** The requestor calls DCMTK's {@code storescp}. */
class DcmtkRequestorIT {

  private static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");
  private static final Path COMPRESSED =
      Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm");
  private static final Uid VERIFICATION = new Uid("1.2.840.10008.1.1");

  private final Path folder;
  private final DicomClient client = UpperLayer.client();

  DcmtkRequestorIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void sendsObjectsThatStorescpKeepsByteForByte() throws IOException {
    for (Path path : List.of(PHANTOM, COMPRESSED)) {
      Part10File file = Part10File.of(path);
      Path received = Files.createDirectory(folder.resolve("received" + path.getFileName()));
      RemoteNode node = Loopback.node(Peer.freePort());
      try (Peer storescp = storescp(node, "+xa", "+B", "-od", received.toString())) {
        storescp.awaitEcho(client, node);
        try (ClientAssociation association = client.connect(node, proposals(file))) {
          DimseStatus status =
              association.store(
                  file.sopClass(), file.sopInstance(), file.transferSyntax(), file.data());

          assertThat(status).as(storescp.output()).isEqualTo(DimseStatus.SUCCESS);
        }
      }
      assertThat(Part10File.of(onlyFileIn(received)).bytes()).isEqualTo(file.bytes());
    }
  }

  @Test
  void sendsInTheSmallestPduThatStorescpAsksFor() throws IOException {
    Part10File file = Part10File.of(PHANTOM);
    Path received = Files.createDirectory(folder.resolve("received"));
    RemoteNode node = Loopback.node(Peer.freePort());
    try (Peer storescp = storescp(node, "-pdu", "4096", "+B", "-od", received.toString())) {
      storescp.awaitEcho(client, node);
      try (ClientAssociation association = client.connect(node, proposals(file))) {
        assertThat(
                association.store(
                    file.sopClass(), file.sopInstance(), file.transferSyntax(), file.data()))
            .isEqualTo(DimseStatus.SUCCESS);
      }
    }
    assertThat(Part10File.of(onlyFileIn(received)).bytes()).isEqualTo(file.bytes());
  }

  @Test
  void tellsARejection() throws IOException {
    RemoteNode node = Loopback.node(Peer.freePort());
    try (Peer storescp = storescp(node, "--refuse")) {
      assertThatThrownBy(
              () -> {
                storescp.awaitListening(node);
                client.connect(node, echo());
              })
          .hasMessageContaining("rejected the association")
          .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.REJECTED));
    }
  }

  @Test
  void tellsAnAbortInTheMiddleOfAnObject() throws IOException {
    Part10File file = Part10File.of(PHANTOM);
    RemoteNode node = Loopback.node(Peer.freePort());
    try (Peer storescp = storescp(node, "--abort-during", "-od", folder.toString())) {
      storescp.awaitEcho(client, node);
      ClientAssociation association = client.connect(node, proposals(file));
      assertThatThrownBy(
              () ->
                  association.store(
                      file.sopClass(), file.sopInstance(), file.transferSyntax(), file.data()))
          .satisfies(e -> assertThat(kindOf(e)).isIn(Kind.ABORTED, Kind.CONNECTION_LOST));
    }
  }

  @Test
  void tellsAContextThatWasNotAccepted() throws IOException {
    Part10File compressed = Part10File.of(COMPRESSED);
    RemoteNode node = Loopback.node(Peer.freePort());
    try (Peer storescp = storescp(node, "+xi")) {
      storescp.awaitEcho(client, node);
      try (ClientAssociation association = client.connect(node, proposals(compressed))) {
        assertThat(association.accepts(compressed.sopClass(), compressed.transferSyntax()))
            .isFalse();
        assertThatThrownBy(
                () ->
                    association.store(
                        compressed.sopClass(),
                        compressed.sopInstance(),
                        compressed.transferSyntax(),
                        compressed.data()))
            .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.NO_CONTEXT));
        assertThat(association.echo()).isEqualTo(DimseStatus.SUCCESS);
      }
    }
  }

  private Peer storescp(RemoteNode node, String... options) throws IOException {
    return Peer.start(
        folder,
        Stream.of(
                Stream.of("storescp", "-v", "-aet", "ROTAVOX"),
                Stream.of(options),
                Stream.of(String.valueOf(node.port())))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  static List<PresentationProposal> echo() {
    return List.of(new PresentationProposal(VERIFICATION, List.of(RecordingHandler.IMPLICIT)));
  }

  static List<PresentationProposal> proposals(Part10File file) {
    return List.of(
        echo().get(0), new PresentationProposal(file.sopClass(), List.of(file.transferSyntax())));
  }

  static Kind kindOf(Throwable e) {
    return ((UpperLayerException) e).kind();
  }

  private static Path onlyFileIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
