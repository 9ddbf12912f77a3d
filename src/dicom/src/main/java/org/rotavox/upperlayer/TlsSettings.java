package org.rotavox.upperlayer;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a TLS connection needs: who we are, whom we trust, and which profile is spoken.
 *
 * <p>Key stores are files, PKCS #12 or JKS. A class and no record, so that no log prints the
 * passwords.
 */
public final class TlsSettings {

  private final Optional<Store> keys;
  private final Store trusted;
  private final Profile profile;
  private final boolean clientsMustAuthenticate;
  private final boolean hostNameMustMatch;

  /** A file of keys or certificates. */
  public static final class Store {

    private final Path file;
    private final String password;

    /**
     * Names a file.
     *
     * @param file PKCS #12 or JKS
     * @param password what opens it
     */
    public Store(Path file, String password) {
      this.file = file;
      this.password = password;
    }

    Path file() {
      return file;
    }

    String password() {
      return password;
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** What may be negotiated (PS3.15 annex B). */
  public enum Profile {
    /**
     * BCP 195 TLS Secure Transport Connection Profile (PS3.15 B.9): TLS 1.2 or 1.3 with any cipher
     * suite that has forward secrecy and authenticated encryption.
     */
    BCP_195,
    /**
     * Non-Downgrading BCP 195 TLS Secure Transport Connection Profile (PS3.15 B.10): TLS 1.2 or 1.3
     * with the cipher suites that BCP 195 recommends, and no other.
     */
    NON_DOWNGRADING_BCP_195
  }

  /**
   * Settings.
   *
   * @param keys our private key and its certificate, under the same password; only a client that
   *     shows no certificate can do without
   * @param trusted the certificates that are trusted
   * @param profile which versions and cipher suites are spoken
   * @param clientsMustAuthenticate whether a server asks for, and insists on, a client's
   *     certificate
   * @param hostNameMustMatch whether a client insists that the server's certificate names the host
   *     that it connects to
   */
  public TlsSettings(
      Optional<Store> keys,
      Store trusted,
      Profile profile,
      boolean clientsMustAuthenticate,
      boolean hostNameMustMatch) {
    this.keys = keys;
    this.trusted = trusted;
    this.profile = profile;
    this.clientsMustAuthenticate = clientsMustAuthenticate;
    this.hostNameMustMatch = hostNameMustMatch;
  }

  Optional<Store> keys() {
    return keys;
  }

  Store trusted() {
    return trusted;
  }

  Profile profile() {
    return profile;
  }

  boolean clientsMustAuthenticate() {
    return clientsMustAuthenticate;
  }

  boolean hostNameMustMatch() {
    return hostNameMustMatch;
  }

  @Override
  public String toString() {
    return "TLS by %s, key store %s, trust store %s"
        .formatted(profile, keys.map(Store::toString).orElse("none"), trusted);
  }
}
