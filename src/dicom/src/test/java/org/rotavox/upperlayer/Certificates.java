package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A certificate authority of its own, for one test. */
final class Certificates {

  static final String PASSWORD = "changeit";

  private final Path folder;

  Certificates(Path folder) throws IOException {
    this.folder = folder;
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=TestCA"
            + " -days 2");
    run(
        "keytool -importcert -noprompt -alias ca -file ca.pem -keystore trust.p12"
            + " -storetype PKCS12 -storepass "
            + PASSWORD);
  }

  /** Makes {@code name.key}, {@code name.pem} and {@code name.p12}. */
  void issue(String name) throws IOException {
    Files.writeString(folder.resolve("san.cnf"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
    run(
        "openssl req -newkey rsa:2048 -nodes -keyout NAME.key -out NAME.csr -subj /CN=NAME"
            .replace("NAME", name));
    run(
        "openssl x509 -req -in NAME.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out NAME.pem"
                .replace("NAME", name)
            + " -days 2 -extfile san.cnf");
    run(
        "openssl pkcs12 -export -inkey NAME.key -in NAME.pem -out NAME.p12 -passout pass:"
                .replace("NAME", name)
            + PASSWORD);
  }

  static TlsTransport transport(Path folder, String name, TlsSettings.Profile profile)
      throws IOException {
    return TlsTransport.of(
        new TlsSettings(
            Optional.of(new TlsSettings.Store(folder.resolve(name + ".p12"), PASSWORD)),
            new TlsSettings.Store(folder.resolve("trust.p12"), PASSWORD),
            profile,
            true,
            true));
  }

  private void run(String command) throws IOException {
    Peer.Outcome outcome = Peer.run(folder, command.split(" "));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }
}
