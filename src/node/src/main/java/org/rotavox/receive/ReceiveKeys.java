package org.rotavox.receive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.rotavox.dicom.AeTitle;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.settings.tls.TlsKeys;

/** The keys of the section {@code node}, and how they are read. */
public final class ReceiveKeys {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Stands in for values that are not valid: no destination is the node then. */
  private static final AeTitle STAND_IN = new AeTitle("INVALID");

  static final Key<AeTitle> AE_TITLE =
      Key.of(
          "aeTitle",
          Format.AE_TITLE,
          "ROTAVOX",
          "the node's AE title: senders call it, and the node calls under it");
  static final Key<AeTitle> OTHER_AE_TITLES =
      Key.of(
          "otherAeTitles",
          Format.AE_TITLE,
          "[]",
          "list of further AE titles that senders may call, such as one for each suite; rules distinguish them by `calledAeTitle`");
  static final Key<String> BIND_ADDRESS =
      Key.of(
          "bindAddress",
          Format.HOST,
          "0.0.0.0",
          "local address to listen on; 0.0.0.0 = all, 127.0.0.1 = this machine only");
  static final Key<Integer> PORT = Key.of("port", Format.PORT, "11112", "TCP port to listen on");
  static final Key<AeTitle> ACCEPTED_CALLING_AE_TITLES =
      Key.of(
          "acceptedCallingAeTitles",
          Format.AE_TITLE,
          "[]",
          "list of AE titles that may send; empty = all");
  static final Key<Integer> MAX_ASSOCIATIONS =
      Key.of(
          "maxAssociations",
          Format.count(1, 1000),
          "50",
          "associations at once, all peers together; more are rejected for the moment, except for a caller whose address has none, up to a tenth more");
  static final Key<Integer> MAX_ASSOCIATIONS_PER_PEER =
      Key.of(
          "maxAssociationsPerPeer",
          Format.count(1, 1000),
          "20",
          "associations at once from one network address");
  static final Key<Long> MAX_PDU_SIZE =
      Key.of(
          "maxPduSize",
          Format.size(4096, 16_000_000),
          "256 KiB",
          "largest PDU that the node offers to receive");
  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "idleTimeout",
          Format.duration(SECOND, HOUR),
          "60 s",
          "silence after which an association is aborted");

  public static final Group NODE =
      new Group(
          "node",
          "The address of the node and its callers.",
          List.of(
              AE_TITLE,
              OTHER_AE_TITLES,
              BIND_ADDRESS,
              PORT,
              ACCEPTED_CALLING_AE_TITLES,
              MAX_ASSOCIATIONS,
              MAX_ASSOCIATIONS_PER_PEER,
              MAX_PDU_SIZE,
              IDLE_TIMEOUT));

  private ReceiveKeys() {}

  /**
   * Reads the section.
   *
   * @param folder that paths are relative to
   */
  public static StoreScpSettings read(Section file, Path folder) {
    Section node = file.section(NODE, TlsKeys.NAME);
    int maxAssociations = node.value(MAX_ASSOCIATIONS).orElse(1);
    int perPeer = node.value(MAX_ASSOCIATIONS_PER_PEER).orElse(1);
    if (perPeer > maxAssociations) {
      node.contradiction(
          MAX_ASSOCIATIONS_PER_PEER.name(),
          "maxAssociationsPerPeer ("
              + perPeer
              + ") is more than maxAssociations ("
              + maxAssociations
              + ")",
          "lower the first or raise the second");
    }
    return new StoreScpSettings(
        node.value(AE_TITLE).orElse(STAND_IN),
        node.values(OTHER_AE_TITLES),
        node.value(BIND_ADDRESS).orElse(""),
        node.value(PORT).orElse(0),
        node.values(ACCEPTED_CALLING_AE_TITLES),
        maxAssociations,
        perPeer,
        node.orDefault(MAX_PDU_SIZE).intValue(),
        node.orDefault(IDLE_TIMEOUT),
        TlsKeys.readOfNode(node, folder));
  }
}
