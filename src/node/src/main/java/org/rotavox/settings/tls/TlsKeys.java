package org.rotavox.settings.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.upperlayer.TlsSettings;

/** The keys of {@code tls} in {@code node} and in each destination. */
public final class TlsKeys {

  public static final String NAME = "tls";

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

  /** A destination may be content with knowing who it is itself. */
  static final Key<Path> OWN_KEY_STORE =
      Key.of(
          KEY_STORE.name(),
          Format.PATH,
          "",
          KEY_STORE.meaning() + "; empty = none, for a destination that asks for none");

  static final Key<String> OWN_KEY_STORE_PASSWORD =
      Key.of(KEY_STORE_PASSWORD.name(), Format.TEXT, "", KEY_STORE_PASSWORD.meaning());

  public static final Group NODE =
      new Group(
          NAME,
          "TLS on the node's own port; without it the port is plain.",
          List.of(
              KEY_STORE,
              KEY_STORE_PASSWORD,
              TRUST_STORE,
              TRUST_STORE_PASSWORD,
              PROFILE,
              CLIENTS_MUST_AUTHENTICATE));

  public static final Group DESTINATION =
      new Group(
          NAME,
          "TLS to the destination; without it the connection is plain.",
          List.of(
              OWN_KEY_STORE,
              OWN_KEY_STORE_PASSWORD,
              TRUST_STORE,
              TRUST_STORE_PASSWORD,
              PROFILE,
              HOST_NAME_MUST_MATCH));

  private TlsKeys() {}

  /**
   * Reads {@code tls} of the node; empty if it has none.
   *
   * @param folder that paths are relative to
   */
  public static Optional<TlsSettings> readOfNode(Section node, Path folder) {
    return section(node, NODE).map(section -> node(section, folder));
  }

  /**
   * Reads {@code tls} of a destination; empty if it has none.
   *
   * @param folder that paths are relative to
   */
  public static Optional<TlsSettings> readOfDestination(Section destination, Path folder) {
    return section(destination, DESTINATION).map(section -> destination(section, folder));
  }

  private static Optional<Section> section(Section owner, Group group) {
    return owner.map().get(NAME).map(written -> owner.section(group));
  }

  private static TlsSettings node(Section section, Path folder) {
    return new TlsSettings(
        Optional.of(
            new TlsSettings.Store(
                section.value(KEY_STORE).map(folder::resolve).orElse(folder),
                section.value(KEY_STORE_PASSWORD).orElse(""))),
        trusted(section, folder),
        section.orDefault(PROFILE),
        section.orDefault(CLIENTS_MUST_AUTHENTICATE),
        false);
  }

  private static TlsSettings destination(Section section, Path folder) {
    Optional<Path> keys = section.given(OWN_KEY_STORE).filter(path -> !path.toString().isEmpty());
    String password = section.orDefault(OWN_KEY_STORE_PASSWORD);
    if (keys.isEmpty() && !password.isEmpty()) {
      section.contradiction(
          OWN_KEY_STORE_PASSWORD.name(),
          "`" + OWN_KEY_STORE_PASSWORD.name() + "` belongs to a key store, and none is named",
          "name it as `" + OWN_KEY_STORE.name() + "`, or leave both out");
    }
    return new TlsSettings(
        keys.map(path -> new TlsSettings.Store(folder.resolve(path), password)),
        trusted(section, folder),
        section.orDefault(PROFILE),
        false,
        section.orDefault(HOST_NAME_MUST_MATCH));
  }

  private static TlsSettings.Store trusted(Section section, Path folder) {
    return new TlsSettings.Store(
        section.value(TRUST_STORE).map(folder::resolve).orElse(folder),
        section.value(TRUST_STORE_PASSWORD).orElse(""));
  }
}
