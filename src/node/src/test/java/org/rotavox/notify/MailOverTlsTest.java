package org.rotavox.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.notify.MailSettings.Security;

/**
 * Mail over real TLS; the certificates of the server are those of a house, which Java knows not.
 */
class MailOverTlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder = Path.of(".");

  @BeforeAll
  static void makeKeys() throws Exception {
    makeKey("mail.p12", "ip:127.0.0.1");
    makeKey("other.p12", "dns:other.example.org");
  }

  private static void makeKey(String name, String host) throws Exception {
    Path said = folder.resolve(name + ".log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail",
                "-ext",
                "san=" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve(name).toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(keytool.waitFor()).as(Files.readString(said)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void mailIsHandedInSecured(Security security) throws Exception {
    try (SmtpSink sink = new SmtpSink(context("mail.p12"), security == Security.TLS)) {
      tell(sink, security, Optional.of("mail.p12"));
      Awaitility.await().until(() -> !sink.messages().isEmpty());
      assertThat(sink.messages().get(0)).contains("it went wrong");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void aServerThatNobodyVouchesForGetsNothing(Security security) throws Exception {
    try (SmtpSink sink = new SmtpSink(context("mail.p12"), security == Security.TLS)) {
      assertThatThrownBy(() -> tell(sink, security, Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the mail server did not accept it");
      assertThat(sink.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void aServerWhoseCertificateNamesAnotherHostGetsNothing(Security security) throws Exception {
    try (SmtpSink sink = new SmtpSink(context("other.p12"), security == Security.TLS)) {
      assertThatThrownBy(() -> tell(sink, security, Optional.of("other.p12")))
          .isInstanceOf(IOException.class);
      assertThat(sink.messages()).isEmpty();
    }
  }

  @Test
  void aServerWithoutStartTlsGetsNothing() throws Exception {
    try (SmtpSink sink = new SmtpSink()) {
      assertThatThrownBy(() -> tell(sink, Security.STARTTLS, Optional.of("mail.p12")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("STARTTLS");
      assertThat(sink.messages()).isEmpty();
    }
  }

  @Test
  void aTrustStoreThatIsNotThereIsNamed() throws Exception {
    try (SmtpSink sink = new SmtpSink(context("mail.p12"), true)) {
      assertThatThrownBy(() -> tell(sink, Security.TLS, Optional.of("nowhere.p12")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nowhere.p12");
    }
  }

  private static SSLContext context(String keys) throws Exception {
    KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    ours.init(
        KeyStore.getInstance(folder.resolve(keys).toFile(), PASSWORD.toCharArray()),
        PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(ours.getKeyManagers(), null, null);
    return context;
  }

  private static void tell(SmtpSink sink, Security security, Optional<String> trusted)
      throws IOException {
    MailSettings.Server server =
        new MailSettings.Server(
            "127.0.0.1",
            sink.port(),
            security,
            trusted.map(folder::resolve),
            PASSWORD,
            "",
            "",
            Duration.ofSeconds(5));
    new Mail(
            new MailSettings(
                "admins",
                server,
                "rotavox@example.org",
                List.of("admin@example.org"),
                EnumSet.allOf(Occasion.class),
                MailSettings.DEFAULT_SUBJECT,
                "{message}"))
        .tell(new Notice(Occasion.FAILED, Map.of("message", "it went wrong")));
  }
}
