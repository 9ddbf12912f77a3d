package org.rotavox.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.upperlayer.TlsSettings;

/** The keys of {@code tls} in {@code node} and in each destination. */
final class TlsKeys {

  static final String NAME = "tls";

  static final Key<Path> KEY_STORE =
      Key.required(
          "keyStore",
          Format.PATH,
          "file with our private key and certificate (PKCS #12 or JKS), relative to this folder");
  static final Key<String> KEY_STORE_PASSWORD =
      Key.required(
          "keyStorePassword", Format.TEXT, "its password; best as ${ENV:NAME}, never shown");
  static final Key<Path> TRUST_STORE =
      Key.required(
          "trustStore",
          Format.PATH,
          "file with the certificates that we trust, relative to this folder");
  static final Key<String> TRUST_STORE_PASSWORD =
      Key.required(
          "trustStorePassword", Format.TEXT, "its password; best as ${ENV:NAME}, never shown");
  static final Key<TlsSettings.Profile> PROFILE =
      Key.of(
          "profile",
          Format.choice(TlsSettings.Profile.class),
          "bcp-195",
          "versions and cipher suites: bcp-195 = all that are good, non-downgrading-bcp-195 = only"
              + " those that BCP 195 recommends");
  static final Key<Boolean> CLIENTS_MUST_AUTHENTICATE =
      Key.of(
          "clientsMustAuthenticate",
          Format.BOOLEAN,
          "true",
          "whether a sender must show a certificate that we trust");
  static final Key<Boolean> HOST_NAME_MUST_MATCH =
      Key.of(
          "hostNameMustMatch",
          Format.BOOLEAN,
          "true",
          "whether the destination's certificate must name its host");

  private static final List<Key<?>> BOTH =
      List.of(KEY_STORE, KEY_STORE_PASSWORD, TRUST_STORE, TRUST_STORE_PASSWORD, PROFILE);

  static final NodeKeys.Group NODE =
      new NodeKeys.Group(
          NAME,
          "TLS on the node's own port; without it the port is plain.",
          with(CLIENTS_MUST_AUTHENTICATE));

  static final NodeKeys.Group DESTINATION =
      new NodeKeys.Group(
          NAME,
          "TLS to the destination; without it the connection is plain.",
          with(HOST_NAME_MUST_MATCH));

  private TlsKeys() {}

  private static List<Key<?>> with(Key<?> own) {
    List<Key<?>> keys = new ArrayList<>(BOTH);
    keys.add(own);
    return keys;
  }

  /**
   * Reads the group of a section; empty if the section has none.
   *
   * @param folder that paths are relative to
   */
  static Optional<TlsSettings> read(Section owner, NodeKeys.Group group, Path folder) {
    if (owner.map().get(NAME).isEmpty()) {
      return Optional.empty();
    }
    Section section = owner.section(NAME);
    section.allow(group.names());
    boolean node = group.keys().contains(CLIENTS_MUST_AUTHENTICATE);
    return Optional.of(
        new TlsSettings(
            section.value(KEY_STORE).map(folder::resolve).orElse(folder),
            section.value(KEY_STORE_PASSWORD).orElse(""),
            section.value(TRUST_STORE).map(folder::resolve).orElse(folder),
            section.value(TRUST_STORE_PASSWORD).orElse(""),
            section.value(PROFILE).orElse(TlsSettings.Profile.BCP_195),
            node && section.value(CLIENTS_MUST_AUTHENTICATE).orElse(true),
            !node && section.value(HOST_NAME_MUST_MATCH).orElse(true)));
  }
}
