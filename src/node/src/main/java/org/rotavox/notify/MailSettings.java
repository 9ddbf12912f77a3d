package org.rotavox.notify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * People who are told by mail. A class with a password: it never prints it.
 *
 * @param name of the channel
 * @param server where mail is handed in
 * @param from address of the sender
 * @param to addresses of the recipients, at least one
 * @param occasions what they are told about
 * @param subject template
 * @param body template
 */
public record MailSettings(
    String name,
    Server server,
    String from,
    List<String> to,
    Set<Occasion> occasions,
    String subject,
    String body) {

  /** What is sent unless the configuration says otherwise. */
  public static final String DEFAULT_SUBJECT = "Rotavox {node}: {event}, job {job}";

  /** What is sent unless the configuration says otherwise: no patient, no study. */
  public static final String DEFAULT_BODY = "{time} {event}: {message} (job {job}, run {run})";

  public MailSettings {
    to = List.copyOf(to);
    occasions = Set.copyOf(occasions);
  }

  /** How the connection is secured. */
  public enum Security {
    /** Not at all. */
    NONE,
    /** Plain at first, then TLS; without it nothing is sent. */
    STARTTLS,
    /** TLS from the beginning. */
    TLS
  }

  /**
   * A mail server.
   *
   * @param host its name
   * @param port its port
   * @param security how the connection is secured
   * @param trustStore file with the certificates that are trusted, PKCS #12 or JKS; empty = those
   *     that Java trusts
   * @param trustStorePassword its password
   * @param user who hands in; empty = nobody in particular
   * @param password of the user
   * @param timeout longest wait for the connection and for each answer
   */
  public record Server(
      String host,
      int port,
      Security security,
      Optional<Path> trustStore,
      String trustStorePassword,
      String user,
      String password,
      Duration timeout) {

    @Override
    public String toString() {
      return host + ":" + port + " by " + security;
    }
  }
}
