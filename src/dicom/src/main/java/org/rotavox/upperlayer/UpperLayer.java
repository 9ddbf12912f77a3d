package org.rotavox.upperlayer;

import java.io.IOException;

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
    return listen(settings, handler, Transport.PLAIN, AcceptThread.RESTARTED);
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the address cannot be bound
   */
  public static DicomServer listen(
      AcceptorSettings settings, AssociationHandler handler, Transport transport)
      throws IOException {
    return listen(settings, handler, transport, AcceptThread.RESTARTED);
  }

  /**
   * Starts to listen.
   *
   * @param thread runs the loop that takes connections
   * @throws IOException if the address cannot be bound
   */
  public static DicomServer listen(
      AcceptorSettings settings,
      AssociationHandler handler,
      Transport transport,
      AcceptThread thread)
      throws IOException {
    return Acceptor.listen(settings, handler, transport, thread);
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
