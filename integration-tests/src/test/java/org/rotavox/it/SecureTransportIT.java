package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.desk.DestinationCheck;
import org.rotavox.dicom.AeTitle;
import org.rotavox.liveness.Vitals;
import org.rotavox.model.DeliveryState;
import org.rotavox.receive.StoreScp;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.send.DestinationSettings;
import org.rotavox.send.SendFixture;
import org.rotavox.send.SendingOptions;
import org.rotavox.store.StoreFixture;
import org.rotavox.upperlayer.TlsSettings;

/** TLS with certificates on both sides against DCMTK, as the configuration switches it on. */
class SecureTransportIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PASSWORD = "changeit";
  private static final String PHANTOM =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath().toString();

  @TempDir private Path folder;

  /** One certificate for both: each trusts what it shows itself. */
  @BeforeEach
  void makeKeys() throws Exception {
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem");
    run(
        "openssl",
        "pkcs12",
        "-export",
        "-inkey",
        "key.pem",
        "-in",
        "cert.pem",
        "-name",
        "node",
        "-out",
        "node.p12",
        "-passout",
        "pass:" + PASSWORD);
    run(
        "keytool",
        "-importcert",
        "-noprompt",
        "-alias",
        "peer",
        "-file",
        "cert.pem",
        "-keystore",
        "trusted.p12",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
  }

  private TlsSettings.Store trusted() {
    return new TlsSettings.Store(folder.resolve("trusted.p12"), PASSWORD);
  }

  private TlsSettings tls() {
    return new TlsSettings(
        Optional.of(new TlsSettings.Store(folder.resolve("node.p12"), PASSWORD)),
        trusted(),
        TlsSettings.Profile.BCP_195,
        true,
        false);
  }

  @Test
  void resultsGoToAnArchiveThatInsistsOnTls() throws Exception {
    int port = Ports.free();
    Path received = Files.createDirectories(folder.resolve("received"));
    try (PeerProcess archive = archive(port, received, true);
        SendFixture node = new SendFixture(folder.resolve("node"))) {
      Ports.awaitListening(port, archive);
      long job = node.slices(3);
      DestinationSettings destination =
          SendFixture.destination(port, SendingOptions.DEFAULT, ConfirmationSettings.NONE, tls());
      DestinationCheck check = DestinationCheck.of(destination);
      assertThat(check.ok()).as(check.message()).isTrue();
      node.send(destination);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.DELIVERED, 3)));
    }
  }

  @Test
  void theNodesOwnPortTakesTlsAndNothingElse() throws Exception {
    try (StoreFixture node = new StoreFixture(folder.resolve("node"));
        StoreScp scp =
            StoreScp.start(
                new StoreScpSettings(
                    new AeTitle("ROTAVOX"),
                    "127.0.0.1",
                    0,
                    List.of(),
                    4,
                    4,
                    65_536,
                    PATIENCE,
                    Optional.of(tls())),
                node.store(),
                Clock.systemUTC(),
                Vitals.unwatched(),
                sender -> {})) {
      String port = Integer.toString(scp.port());
      PeerProcess.Output plain =
          PeerProcess.run(
              folder, "storescu", "-to", "5", "-aec", "ROTAVOX", "127.0.0.1", port, PHANTOM);
      assertThat(plain.exitCode()).isNotZero();
      assertThat(node.ledger().balance().received()).isZero();
      run(
          "storescu",
          "+tls",
          "key.pem",
          "cert.pem",
          "+cf",
          "cert.pem",
          "-rc",
          "-aec",
          "ROTAVOX",
          "127.0.0.1",
          port,
          PHANTOM);
      assertThat(node.ledger().balance().received()).isOne();
    }
  }

  /** With our own certificate where the archive asks for one, with its certificate alone else. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendAndEchoTalkTlsFromTheCommandLine(boolean mutual) throws Exception {
    int port = Ports.free();
    Path received = Files.createDirectories(folder.resolve("received"));
    try (PeerProcess archive = archive(port, received, mutual)) {
      Ports.awaitListening(port, archive);
      String address = "PACS@127.0.0.1:" + port;
      List<String> tls =
          new ArrayList<>(
              List.of(
                  "--trust-store",
                  "trusted.p12",
                  "--trust-store-password",
                  PASSWORD,
                  "--no-host-name-must-match"));
      PeerProcess.Output withoutKeys = rotavox("echo", address, tls);
      assertThat(withoutKeys.exitCode()).as(withoutKeys.text()).isEqualTo(mutual ? 1 : 0);
      if (mutual) {
        tls.addAll(List.of("--key-store", "node.p12", "--key-store-password", PASSWORD));
        assertThat(rotavox("echo", address, tls).text()).contains("answered success");
      }
      tls.add(PHANTOM);
      PeerProcess.Output sent = rotavox("send", address, tls);
      assertThat(sent.exitCode()).as(sent.text()).isZero();
      assertThat(sent.text()).contains("1 of 1 objects stored");
      assertThat(received).isDirectoryContaining(file -> Files.isRegularFile(file));
      PeerProcess.Output plain = rotavox("echo", address, List.of("--timeout", "3"));
      assertThat(plain.exitCode()).isNotZero();
    }
  }

  /** The password from an environment variable, and asked for: typed where no console is. */
  @Test
  void aPasswordNeedsNoPlaceOnTheCommandLine() throws Exception {
    int port = Ports.free();
    Path received = Files.createDirectories(folder.resolve("received"));
    try (PeerProcess archive = archive(port, received, false)) {
      Ports.awaitListening(port, archive);
      String echo =
          NodeProcess.commandLine()
              + " echo PACS@127.0.0.1:"
              + port
              + " --trust-store trusted.p12 --no-host-name-must-match --trust-store-password";
      run("sh", "-c", "STORE_WORD=" + PASSWORD + " " + echo + " '${ENV:STORE_WORD}'");
      run("sh", "-c", "echo " + PASSWORD + " | " + echo);
      PeerProcess.Output unset = PeerProcess.run(folder, "sh", "-c", echo + " '${ENV:NOT_SET}'");
      assertThat(unset.exitCode()).isNotZero();
      assertThat(unset.text()).contains("the environment variable NOT_SET is not set");
      PeerProcess.Output wrong = PeerProcess.run(folder, "sh", "-c", "echo other | " + echo);
      assertThat(wrong.exitCode()).isNotZero();
      assertThat(wrong.text()).contains("trusted.p12");
    }
  }

  /** A password is never printed, whether the file holds it or the environment. */
  @Test
  void secretsAreHiddenFromThePrintedConfiguration() throws Exception {
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(config.resolve("rules.yaml"), "rules: []\n");
    Files.writeString(config.resolve("protocols.yaml"), "protocols:\n  head: {voxel: 1 mm}\n");
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        destinations:
          - name: PACS
            aeTitle: PACS
            host: 127.0.0.1
            port: 2762
            tls:
              keyStore: ../node.p12
              keyStorePassword: '${ENV:STORE_WORD}'
              trustStore: ../trusted.p12
              trustStorePassword: %s
        """
            .formatted(PASSWORD));
    PeerProcess.Output printed =
        PeerProcess.run(
            folder,
            "sh",
            "-c",
            "STORE_WORD=" + PASSWORD + " " + NodeProcess.commandLine() + " config print config");
    assertThat(printed.exitCode()).as(printed.text()).isZero();
    assertThat(printed.text()).contains("keyStorePassword", "trustStorePassword");
    assertThat(printed.text()).doesNotContain(PASSWORD);
  }

  @Test
  void aCertificateThatNamesAnotherHostIsRefusedUnlessToldOtherwise() throws Exception {
    int port = Ports.free();
    Path received = Files.createDirectories(folder.resolve("received"));
    try (PeerProcess archive = archive(port, received, false)) {
      Ports.awaitListening(port, archive);
      PeerProcess.Output strict =
          rotavox(
              "echo",
              "PACS@127.0.0.1:" + port,
              List.of("--trust-store", "trusted.p12", "--trust-store-password", PASSWORD));
      assertThat(strict.exitCode()).isNotZero();
      assertThat(strict.text()).contains("127.0.0.1");
    }
  }

  @Test
  void resultsGoToAnArchiveThatIsContentWithItsOwnCertificate() throws Exception {
    int port = Ports.free();
    Path received = Files.createDirectories(folder.resolve("received"));
    try (PeerProcess archive = archive(port, received, false);
        SendFixture node = new SendFixture(folder.resolve("node"))) {
      Ports.awaitListening(port, archive);
      long job = node.slices(3);
      TlsSettings trustAlone =
          new TlsSettings(Optional.empty(), trusted(), TlsSettings.Profile.BCP_195, false, false);
      node.send(
          SendFixture.destination(
              port, SendingOptions.DEFAULT, ConfirmationSettings.NONE, trustAlone));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.DELIVERED, 3)));
    }
  }

  private PeerProcess archive(int port, Path received, boolean mutual) throws Exception {
    return PeerProcess.start(
        folder,
        folder.resolve("storescp.log"),
        "storescp",
        "+tls",
        "key.pem",
        "cert.pem",
        "+cf",
        "cert.pem",
        mutual ? "-rc" : "-ic",
        "-od",
        received.toString(),
        Integer.toString(port));
  }

  private PeerProcess.Output rotavox(String command, String address, List<String> options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(command, address));
    all.addAll(options);
    return NodeProcess.run(folder, all.toArray(String[]::new));
  }

  private void run(String... command) throws Exception {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as(String.join(" ", command) + "\n" + output.text()).isZero();
  }
}
