package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.Socket;

/**
 * What lies between TCP and the upper layer: nothing, or TLS.
 *
 * <p>The connection exists before the transport sees it, so that every wait on it can be bounded
 * and ended by closing the connection below.
 */
public interface Transport {

  /** TCP as it is. */
  Transport PLAIN =
      new Transport() {
        @Override
        public Socket acceptorSide(Socket connection) {
          return connection;
        }

        @Override
        public Socket requestorSide(Socket connection, String host) {
          return connection;
        }
      };

  /**
   * Returns the socket to speak through, after any handshake; for the side that listens.
   *
   * @throws IOException if the peers do not come to terms
   */
  Socket acceptorSide(Socket connection) throws IOException;

  /**
   * Returns the socket to speak through, after any handshake; for the side that connects.
   *
   * @param host the name that was connected to
   * @throws IOException if the peers do not come to terms
   */
  Socket requestorSide(Socket connection, String host) throws IOException;
}
