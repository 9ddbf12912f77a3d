package org.rotavox.receive;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rotavox.dicom.AeTitle;
import org.rotavox.upperlayer.TlsSettings;

/**
 * Where and for whom the node listens.
 *
 * @param aeTitle the node's own AE title, which it also uses when it calls
 * @param otherAeTitles further AE titles under which it is called
 * @param bindAddress local address to listen on, such as {@code 0.0.0.0}
 * @param port TCP port; 0 = any free one (tests)
 * @param acceptedCallingAeTitles who may send; empty = everybody
 * @param maxAssociations associations at once, all peers together
 * @param maxAssociationsPerPeer associations at once from one network address
 * @param maxPduBytes largest PDU that the node offers to receive, bytes
 * @param idleTimeout silence after which an association is aborted
 * @param tls how connections are secured; empty = not at all
 */
public record StoreScpSettings(
    AeTitle aeTitle,
    List<AeTitle> otherAeTitles,
    String bindAddress,
    int port,
    List<AeTitle> acceptedCallingAeTitles,
    int maxAssociations,
    int maxAssociationsPerPeer,
    int maxPduBytes,
    Duration idleTimeout,
    Optional<TlsSettings> tls) {

  public StoreScpSettings {
    otherAeTitles = List.copyOf(otherAeTitles);
    acceptedCallingAeTitles = List.copyOf(acceptedCallingAeTitles);
  }

  /** Settings of a node that has one AE title. */
  public StoreScpSettings(
      AeTitle aeTitle,
      String bindAddress,
      int port,
      List<AeTitle> acceptedCallingAeTitles,
      int maxAssociations,
      int maxAssociationsPerPeer,
      int maxPduBytes,
      Duration idleTimeout,
      Optional<TlsSettings> tls) {
    this(
        aeTitle,
        List.of(),
        bindAddress,
        port,
        acceptedCallingAeTitles,
        maxAssociations,
        maxAssociationsPerPeer,
        maxPduBytes,
        idleTimeout,
        tls);
  }

  /** Returns true if the node is meant by a caller that calls this AE title. */
  public boolean isCalled(AeTitle called) {
    return called.equals(aeTitle) || otherAeTitles.contains(called);
  }

  /** Returns true if connections to a host and port of this machine reach the node. */
  public boolean listensAt(String host, int port) {
    return this.port == port
        && List.of("localhost", "127.0.0.1", "::1", bindAddress).contains(host);
  }

  /** Returns settings under which these may call, too, such as archives that bring answers. */
  public StoreScpSettings admitting(Collection<AeTitle> others) {
    Set<AeTitle> callers = new LinkedHashSet<>(acceptedCallingAeTitles);
    if (!callers.isEmpty()) {
      callers.addAll(others);
    }
    return new StoreScpSettings(
        aeTitle,
        otherAeTitles,
        bindAddress,
        port,
        List.copyOf(callers),
        maxAssociations,
        maxAssociationsPerPeer,
        maxPduBytes,
        idleTimeout,
        tls);
  }
}
