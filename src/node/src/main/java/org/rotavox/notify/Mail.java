package org.rotavox.notify;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Tells people by mail (SMTP). One time limit is over the whole exchange with the server. */
final class Mail implements Channel {

  /** An exchange has about ten steps, each with the time limit of the settings. */
  private static final int STEPS_IN_TIME = 4;

  private final MailSettings settings;
  private final WholeExchange exchange;

  Mail(MailSettings settings) {
    this.settings = settings;
    this.exchange =
        new WholeExchange(
            "mail-" + settings.name(), settings.server().timeout().multipliedBy(STEPS_IN_TIME));
  }

  private static Session session(MailSettings.Server server) throws IOException {
    Properties properties = new Properties();
    String millis = Long.toString(server.timeout().toMillis());
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.socketFactory", new InterruptibleSockets());
    switch (server.security()) {
      case NONE -> {}
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
    }
    if (server.trustStore().isPresent() && server.security() != MailSettings.Security.NONE) {
      properties.put(
          "mail.smtp.ssl.socketFactory",
          trusting(server.trustStore().get(), server.trustStorePassword()));
    }
    if (server.user().isEmpty()) {
      return Session.getInstance(properties);
    }
    properties.setProperty("mail.smtp.auth", "true");
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(server.user(), server.password());
          }
        });
  }

  /** Read for each mail: a certificate may be exchanged while the node runs. */
  private static SSLSocketFactory trusting(Path file, String password) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("the trust store %s does not exist".formatted(file));
    }
    try {
      TrustManagerFactory theirs =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      theirs.init(KeyStore.getInstance(file.toFile(), password.toCharArray()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, theirs.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IOException(
          "the trust store %s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Set<Occasion> occasions() {
    return settings.occasions();
  }

  @Override
  public void tell(Notice notice) throws IOException {
    exchange.run(() -> send(notice));
  }

  private void send(Notice notice) throws IOException {
    try {
      MimeMessage message = new MimeMessage(session(settings.server()));
      message.setFrom(new InternetAddress(settings.from()));
      for (String to : settings.to()) {
        message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
      }
      message.setSubject(
          notice.fill(settings.subject(), text -> text.replaceAll("\\s+", " ")),
          StandardCharsets.UTF_8.name());
      message.setText(
          notice.fill(settings.body(), text -> text) + "\n", StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(Instant.now()));
      Transport.send(message);
    } catch (MessagingException e) {
      throw new IOException("the mail server did not accept it: " + e.getMessage(), e);
    }
  }
}
