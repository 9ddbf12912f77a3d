package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.TlsSettings.Profile;

/** A whole archive as the peer: store in both directions, query, commitment, TLS. */
class OrthancIT {

  private static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");
  private static final Uid FIND = new Uid("1.2.840.10008.5.1.4.1.2.2.1");
  private static final Uid COMMITMENT = new Uid("1.2.840.10008.1.20.1");
  private static final Uid COMMITMENT_INSTANCE = new Uid("1.2.840.10008.1.20.1.1");

  private final Path folder;
  private final RecordingHandler handler;
  private int httpPort;

  OrthancIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.handler = new RecordingHandler(Files.createDirectory(folder.resolve("in")));
  }

  @BeforeEach
  void choosePort() throws IOException {
    httpPort = Peer.freePort();
  }

  private Peer orthanc(RemoteNode node, int ourPort, String more) throws IOException {
    Path config = folder.resolve("orthanc.json");
    Files.writeString(
        config,
        """
        {"StorageDirectory": "%s", "IndexDirectory": "%s", "HttpPort": %d, "DicomPort": %d,
         "DicomAet": "ROTAVOX", "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
         "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true,
         "DicomAlwaysAllowFind": true, "UnknownSopClassAccepted": true, "Plugins": [],
         "DicomModalities": {"peer": {"AET": "PEER", "Host": "127.0.0.1", "Port": %d%s}}%s}
        """
            .formatted(
                folder.resolve("db"),
                folder.resolve("db"),
                httpPort,
                node.port(),
                ourPort,
                more.isEmpty() ? "" : ", \"UseDicomTls\": true",
                more));
    return Peer.start(folder, "Orthanc", config.toString());
  }

  private static List<PresentationProposal> proposals(Part10File file) {
    List<PresentationProposal> proposals = new ArrayList<>(DcmtkRequestorIT.proposals(file));
    proposals.add(new PresentationProposal(FIND, List.of(RecordingHandler.IMPLICIT)));
    proposals.add(new PresentationProposal(COMMITMENT, List.of(RecordingHandler.IMPLICIT)));
    return proposals;
  }

  @Test
  void storesQueriesCommitsAndSendsBack() throws IOException, InterruptedException {
    Part10File file = Part10File.of(PHANTOM);
    DicomClient client = UpperLayer.client();
    RemoteNode node = Loopback.node(Peer.freePort());
    try (DicomServer server = Loopback.listen(handler);
        Peer orthanc = orthanc(node, server.port(), "")) {
      orthanc.awaitEcho(client, node);
      try (ClientAssociation association = client.connect(node, proposals(file))) {
        assertThat(store(association, file)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(matches(association)).isEqualTo(1);
        assertThat(commitment(association, file)).isEqualTo(DimseStatus.SUCCESS);
      }
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> handler.events().size() == 1);
      NormalizedRequest event = handler.events().get(0);
      assertThat(event.typeId()).as("1 = all committed").isEqualTo(1);
      assertThat(event.sopInstance()).isEqualTo(COMMITMENT_INSTANCE);

      sendBack();
      StoreRequest back = handler.stored().get(0);
      assertThat(back.sopInstance()).isEqualTo(file.sopInstance());
      assertThat(Files.size(handler.fileOf(back.sopInstance()))).isGreaterThan(3_000_000);
    }
  }

  @Test
  void storesOverTlsInBothDirections() throws IOException, InterruptedException {
    Certificates certificates = new Certificates(folder);
    certificates.issue("node");
    certificates.issue("peer");
    Transport transport = Certificates.transport(folder, "node", Profile.BCP_195);
    Part10File file = Part10File.of(PHANTOM);
    DicomClient client = UpperLayer.client(transport);
    RemoteNode node = Loopback.node(Peer.freePort());
    String tls =
        """
        , "DicomTlsEnabled": true, "DicomTlsCertificate": "%s", "DicomTlsPrivateKey": "%s",
         "DicomTlsTrustedCertificates": "%s", "DicomTlsRemoteCertificateRequired": true
        """
            .formatted(
                folder.resolve("peer.pem"), folder.resolve("peer.key"), folder.resolve("ca.pem"));
    try (DicomServer server = UpperLayer.listen(Loopback.acceptor(), handler, transport);
        Peer orthanc = orthanc(node, server.port(), tls)) {
      orthanc.awaitEcho(client, node);
      try (ClientAssociation association = client.connect(node, proposals(file))) {
        assertThat(store(association, file)).isEqualTo(DimseStatus.SUCCESS);
      }
      sendBack();
      assertThat(handler.stored()).hasSize(1);
    }
  }

  private static DimseStatus store(ClientAssociation association, Part10File file)
      throws UpperLayerException {
    return association.store(
        file.sopClass(), file.sopInstance(), file.transferSyntax(), file.data());
  }

  private static int matches(ClientAssociation association) throws UpperLayerException {
    List<byte[]> matches = new ArrayList<>();
    DataSource keys = new PlainDataSet().text(0x00080052, "STUDY").text(0x0020000D, "").source();
    assertThat(association.find(FIND, keys, (match, syntax) -> matches.add(match.readAllBytes())))
        .isEqualTo(DimseStatus.SUCCESS);
    return matches.size();
  }

  private static DimseStatus commitment(ClientAssociation association, Part10File file)
      throws UpperLayerException {
    PlainDataSet item =
        new PlainDataSet()
            .text(0x00081150, file.sopClass().value())
            .text(0x00081155, file.sopInstance().value());
    DataSource information =
        new PlainDataSet().text(0x00081195, "1.2.3.4.5").sequence(0x00081199, item).source();
    return association.action(COMMITMENT, COMMITMENT_INSTANCE, 1, information);
  }

  /** Has Orthanc send its instance to our acceptor. */
  private void sendBack() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    URI root = URI.create("http://127.0.0.1:" + httpPort + "/");
    HttpResponse<String> instances =
        http.send(
            HttpRequest.newBuilder(root.resolve("instances")).build(),
            HttpResponse.BodyHandlers.ofString());
    String id = instances.body().replaceAll("[^0-9a-f-]", "");
    HttpResponse<String> sent =
        http.send(
            HttpRequest.newBuilder(root.resolve("modalities/peer/store"))
                .POST(HttpRequest.BodyPublishers.ofString(id))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
  }
}
