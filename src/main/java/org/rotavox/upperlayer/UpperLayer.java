package org.rotavox.upperlayer;

import java.io.IOException;
import org.rotavox.liveness.Vitals;

/** The way in: a listening server, and a client. */
public final class UpperLayer {

  private UpperLayer() {}

  /**
   * Starts to listen, without TLS.
   *
   * @throws IOException if the address cannot be bound
   */
  public static DicomServer listen(AcceptorSettings settings, AssociationHandler handler)
      throws IOException {
    return listen(settings, handler, Transport.PLAIN, Vitals.unwatched());
  }

  /**
   * Starts to listen, where nobody watches; see the other one.
   *
   * @throws IOException if the address cannot be bound
   */
  public static DicomServer listen(
      AcceptorSettings settings, AssociationHandler handler, Transport transport)
      throws IOException {
    return listen(settings, handler, transport, Vitals.unwatched());
  }

  /**
   * Starts to listen.
   *
   * @param vitals watches the thread that takes connections
   * @throws IOException if the address cannot be bound
   */
  public static DicomServer listen(
      AcceptorSettings settings, AssociationHandler handler, Transport transport, Vitals vitals)
      throws IOException {
    return Acceptor.listen(settings, handler, transport, vitals);
  }

  /** Returns a client without TLS. */
  public static DicomClient client() {
    return client(Transport.PLAIN);
  }

  /** Returns a client. */
  public static DicomClient client(Transport transport) {
    return new Requestor(transport);
  }
}
