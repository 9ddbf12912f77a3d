package org.rotavox.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** The keys of {@code notifications} in {@code rotavox.yaml}, and how they are read. */
public final class NotificationKeys {

  public static final String TOP = "notifications";

  private static final Format<URI> URL =
      new Format<>("an address that begins with http:// or https://", NotificationKeys::url);
  private static final Format<String> ADDRESS =
      new Format<>(
          "a mail address",
          text -> Optional.of(text).filter(t -> t.matches("[^\\s@<>]+@[^\\s@<>]+")));

  static final Key<String> NAME =
      Key.required(
          "name",
          Format.NAME,
          "of the channel; its position in the journal is kept under this name");
  static final Key<Occasion> EVENTS =
      Key.of(
          "events",
          Format.choice(Occasion.class),
          Arrays.stream(Occasion.values()).map(Occasion::word).toList().toString(),
          "list of events that are notified: done = a reconstruction is done, failed = a reconstruction or a"
              + " delivery is given up, held = a run or a job waits for a person");
  static final Key<Duration> TIMEOUT =
      Key.of(
          "timeout",
          Format.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
          "10 s",
          "longest wait for an answer");

  static final Key<URI> WEBHOOK_URL =
      Key.required("url", URL, "address of the notice; only its host is shown")
          .showing(WebAddress::shown);
  static final Key<String> WEBHOOK_BODY =
      Key.of(
          "body",
          Format.TEXT,
          WebhookSettings.DEFAULT_BODY,
          "template of the JSON text; {event}, {node}, {time}, {job}, {run}, {protocol}, {rule},"
              + " {message} and {study} (its UID) are filled in");

  static final Key<String> HOST = Key.required("host", Format.HOST, "the mail server");
  static final Key<Integer> PORT = Key.of("port", Format.PORT, "587", "its port");
  static final Key<MailSettings.Security> SECURITY =
      Key.of(
          "security",
          Format.choice(MailSettings.Security.class),
          "starttls",
          "none, starttls (required) or tls");
  static final Key<Path> TRUST_STORE =
      Key.of(
          "trustStore",
          Format.PATH,
          "",
          "file with the certificates that we trust (PKCS #12 or JKS), relative to this folder;"
              + " empty = those that Java trusts");
  static final Key<String> TRUST_STORE_PASSWORD =
      Key.of("trustStorePassword", Format.TEXT, "", "its password, never shown");
  static final Key<String> USER =
      Key.of("user", Format.TEXT, "", "user name at the mail server; empty = no login");
  static final Key<String> PASSWORD =
      Key.of("userPassword", Format.TEXT, "", "of the user; best as ${ENV:NAME}, never shown");
  static final Key<String> FROM = Key.required("from", ADDRESS, "the sender");
  static final Key<String> TO = Key.required("to", ADDRESS, "list of the recipients");
  static final Key<String> SUBJECT =
      Key.of("subject", Format.TEXT, MailSettings.DEFAULT_SUBJECT, "template, as of a webhook");
  static final Key<String> MAIL_BODY =
      Key.of("body", Format.TEXT, MailSettings.DEFAULT_BODY, "template, as of a webhook");

  public static final Group WEBHOOK =
      new Group(
          "webhooks",
          "Web servers that are notified by POST.",
          List.of(NAME, WEBHOOK_URL, EVENTS, WEBHOOK_BODY, TIMEOUT));

  public static final Group MAIL =
      new Group(
          "mails",
          "People who are notified by mail.",
          List.of(
              NAME,
              HOST,
              PORT,
              SECURITY,
              TRUST_STORE,
              TRUST_STORE_PASSWORD,
              USER,
              PASSWORD,
              FROM,
              TO,
              EVENTS,
              SUBJECT,
              MAIL_BODY,
              TIMEOUT));

  private NotificationKeys() {}

  private static Optional<URI> url(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads the section.
   *
   * @param folder that paths are relative to
   */
  public static NotificationSettings read(Section file, Path folder) {
    Section section = file.section(TOP);
    section.allow(List.of(WEBHOOK.name(), MAIL.name()));
    List<WebhookSettings> webhooks = new ArrayList<>();
    for (Section each : section.groups(WEBHOOK.name(), NAME.name())) {
      each.allow(WEBHOOK);
      webhooks.add(
          new WebhookSettings(
              each.value(NAME).orElse(""),
              each.value(WEBHOOK_URL).orElse(URI.create("http://invalid.invalid")),
              events(each),
              each.orDefault(WEBHOOK_BODY),
              each.orDefault(TIMEOUT)));
    }
    List<MailSettings> mails = new ArrayList<>();
    for (Section each : section.groups(MAIL.name(), NAME.name())) {
      each.allow(MAIL);
      mails.add(mail(each, folder));
    }
    return new NotificationSettings(webhooks, mails);
  }

  private static MailSettings mail(Section section, Path folder) {
    List<String> to = section.values(TO);
    if (section.map().get(TO.name()).isEmpty()) {
      section.contradiction(
          TO.name(), "the mail has no recipient", "write `to: [name@example.org]`");
    }
    return new MailSettings(
        section.value(NAME).orElse(""),
        new MailSettings.Server(
            section.value(HOST).orElse(""),
            section.orDefault(PORT),
            section.orDefault(SECURITY),
            section
                .given(TRUST_STORE)
                .filter(path -> !path.toString().isEmpty())
                .map(folder::resolve),
            section.orDefault(TRUST_STORE_PASSWORD),
            section.orDefault(USER),
            section.orDefault(PASSWORD),
            section.orDefault(TIMEOUT)),
        section.value(FROM).orElse(""),
        to,
        events(section),
        section.orDefault(SUBJECT),
        section.orDefault(MAIL_BODY));
  }

  private static Set<Occasion> events(Section section) {
    List<Occasion> events = section.values(EVENTS);
    return events.isEmpty() ? EnumSet.allOf(Occasion.class) : EnumSet.copyOf(events);
  }
}
