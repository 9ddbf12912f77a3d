package org.rotavox.upperlayer;

import java.nio.file.Path;

/**
 * What a TLS connection needs: who we are, whom we trust, and which profile is spoken.
 *
 * <p>Key stores are files, PKCS #12 or JKS. A class and no record, so that no log prints the
 * passwords.
 */
public final class TlsSettings {

  private final Path keyStore;
  private final String keyStorePassword;
  private final Path trustStore;
  private final String trustStorePassword;
  private final Profile profile;
  private final boolean clientsMustAuthenticate;
  private final boolean hostNameMustMatch;

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
   * @param keyStore file with the private key and its certificate
   * @param keyStorePassword of the store and of the key
   * @param trustStore file with the certificates that are trusted
   * @param trustStorePassword of that store
   * @param profile which versions and cipher suites are spoken
   * @param clientsMustAuthenticate whether a server asks for, and insists on, a client's
   *     certificate
   * @param hostNameMustMatch whether a client insists that the server's certificate names the host
   *     that it connects to
   */
  public TlsSettings(
      Path keyStore,
      String keyStorePassword,
      Path trustStore,
      String trustStorePassword,
      Profile profile,
      boolean clientsMustAuthenticate,
      boolean hostNameMustMatch) {
    this.keyStore = keyStore;
    this.keyStorePassword = keyStorePassword;
    this.trustStore = trustStore;
    this.trustStorePassword = trustStorePassword;
    this.profile = profile;
    this.clientsMustAuthenticate = clientsMustAuthenticate;
    this.hostNameMustMatch = hostNameMustMatch;
  }

  Path keyStore() {
    return keyStore;
  }

  String keyStorePassword() {
    return keyStorePassword;
  }

  Path trustStore() {
    return trustStore;
  }

  String trustStorePassword() {
    return trustStorePassword;
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
    return "TLS by %s, key store %s, trust store %s".formatted(profile, keyStore, trustStore);
  }
}
