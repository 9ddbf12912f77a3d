package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.upperlayer.TlsSettings.Profile;
import org.rotavox.upperlayer.UpperLayerException.Kind;

/** TLS with mutual authentication, in both roles, against DCMTK's tools built with OpenSSL. */
class TlsIT {

  private static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");

  @TempDir static Path keys = Path.of(".");

  private final Path folder;

  TlsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void issueCertificates() throws IOException {
    Certificates certificates = new Certificates(keys);
    certificates.issue("node");
    certificates.issue("peer");
    Files.createDirectory(keys.resolve("stranger"));
    new Certificates(keys.resolve("stranger")).issue("stranger");
  }

  private static TlsTransport transport(Profile profile) throws IOException {
    return Certificates.transport(keys, "node", profile);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void takesObjectsFromStorescuOverTls(Profile profile) throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    try (DicomServer server = UpperLayer.listen(Loopback.acceptor(), handler, transport(profile))) {
      Peer.Outcome outcome =
          Peer.run(
              folder,
              List.of(
                  "storescu",
                  "-v",
                  "-xe",
                  "+tls",
                  file("peer.key"),
                  file("peer.pem"),
                  "+cf",
                  file("ca.pem"),
                  profile == Profile.BCP_195 ? "--profile-bcp195" : "--profile-bcp195-nd",
                  "127.0.0.1",
                  String.valueOf(server.port())),
              List.of(PHANTOM));

      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
    assertThat(handler.stored()).hasSize(1);
    assertThat(handler.closed()).containsExactly(CloseReason.RELEASED);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void sendsObjectsToStorescpOverTls(Profile profile) throws IOException {
    Part10File file = Part10File.of(PHANTOM);
    RemoteNode node = Loopback.node(Peer.freePort());
    DicomClient client = UpperLayer.client(transport(profile));
    try (Peer storescp =
        Peer.start(
            folder,
            "storescp",
            "-v",
            "+tls",
            file("peer.key"),
            file("peer.pem"),
            "+cf",
            file("ca.pem"),
            "-od",
            folder.toString(),
            String.valueOf(node.port()))) {
      storescp.awaitEcho(client, node);
      try (ClientAssociation association = client.connect(node, DcmtkRequestorIT.proposals(file))) {
        assertThat(
                association.store(
                    file.sopClass(), file.sopInstance(), file.transferSyntax(), file.data()))
            .as(storescp.output())
            .isEqualTo(DimseStatus.SUCCESS);
      }
    }
  }

  @Test
  void refusesAClientWithoutCertificate() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    try (DicomServer server =
        UpperLayer.listen(Loopback.acceptor(), handler, transport(Profile.BCP_195))) {
      Peer.Outcome outcome =
          Peer.run(
              folder,
              "echoscu",
              "-v",
              "+tla",
              "+cf",
              file("ca.pem"),
              "127.0.0.1",
              String.valueOf(server.port()));

      assertThat(outcome.exitCode()).isNotZero();
    }
    assertThat(handler.echoes()).isZero();
  }

  @Test
  void refusesAServerThatNobodyVouchesFor() throws IOException {
    TlsTransport stranger =
        Certificates.transport(keys.resolve("stranger"), "stranger", Profile.BCP_195);
    try (DicomServer server =
        UpperLayer.listen(Loopback.acceptor(), new RecordingHandler(folder), stranger)) {
      DicomClient client = UpperLayer.client(transport(Profile.BCP_195));

      assertThatThrownBy(
              () -> client.connect(Loopback.node(server.port()), DcmtkRequestorIT.echo()))
          .satisfies(e -> assertThat(DcmtkRequestorIT.kindOf(e)).isEqualTo(Kind.TLS));
    }
  }

  @Test
  void saysThatThePeerSpeaksPlainTextWhereTlsIsDue() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    try (PeerLogWatch log = new PeerLogWatch();
        DicomServer server =
            UpperLayer.listen(Loopback.acceptor(), handler, transport(Profile.BCP_195))) {
      Peer.Outcome outcome =
          Peer.run(folder, "echoscu", "127.0.0.1", String.valueOf(server.port()));

      assertThat(outcome.exitCode()).isNotZero();
      log.awaitMessage("switch TLS on at the peer");
    }
  }

  @Test
  void clientSaysThatTheServerSpeaksPlainTextWhereTlsIsDue() throws IOException {
    try (DicomServer server = Loopback.listen(new RecordingHandler(folder))) {
      DicomClient client = UpperLayer.client(transport(Profile.BCP_195));

      assertThatThrownBy(
              () -> client.connect(Loopback.node(server.port()), DcmtkRequestorIT.echo()))
          .hasMessageContaining("check that TLS is on at both ends")
          .satisfies(e -> assertThat(DcmtkRequestorIT.kindOf(e)).isEqualTo(Kind.TLS));
    }
  }

  @Test
  void isNotHeldUpByAHandshakeThatNeverEnds() throws IOException {
    AcceptorSettings impatient = Loopback.acceptor(1, 1, java.time.Duration.ofMillis(500));
    try (DicomServer server =
            UpperLayer.listen(impatient, new RecordingHandler(folder), transport(Profile.BCP_195));
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      silent.setSoTimeout(20_000);

      assertThat(silent.getInputStream().readAllBytes().length).isLessThan(100);
    }
  }

  private static String file(String name) {
    return keys.resolve(name).toString();
  }
}
