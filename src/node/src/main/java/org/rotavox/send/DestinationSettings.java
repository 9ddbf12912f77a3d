package org.rotavox.send;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.rotavox.dicom.AeTitle;
import org.rotavox.upperlayer.DicomClient;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.TlsSettings;
import org.rotavox.upperlayer.TlsTransport;
import org.rotavox.upperlayer.UpperLayer;

/**
 * One place that results are sent to.
 *
 * @param name by which rules name it
 * @param calledAeTitle its AE title
 * @param host its host name or address
 * @param port its TCP port
 * @param callingAeTitle how the node introduces itself there
 * @param maxPduBytes largest PDU that the node offers to receive, bytes
 * @param connectTimeout longest wait for the connection and for the association's answer
 * @param responseTimeout longest wait for the answer to one C-STORE
 * @param maxAttempts how often one instance is tried before its delivery counts as failed
 * @param firstRetryDelay wait before the second attempt; doubles from attempt to attempt
 * @param maxRetryDelay upper bound of that wait
 * @param sending how objects go there
 * @param confirmation how it is asked whether it keeps them
 * @param tls how the connection is secured; empty = not at all
 */
public record DestinationSettings(
    String name,
    AeTitle calledAeTitle,
    String host,
    int port,
    AeTitle callingAeTitle,
    int maxPduBytes,
    Duration connectTimeout,
    Duration responseTimeout,
    int maxAttempts,
    Duration firstRetryDelay,
    Duration maxRetryDelay,
    SendingOptions sending,
    ConfirmationSettings confirmation,
    Optional<TlsSettings> tls) {

  /** Returns the destination as the upper layer wants it. */
  public RemoteNode remote() {
    return new RemoteNode(
        calledAeTitle, callingAeTitle, host, port, maxPduBytes, connectTimeout, responseTimeout);
  }

  /**
   * Returns what opens connections to it, secured as it says.
   *
   * @throws IOException if its key store or trust store cannot be used
   */
  public DicomClient client() throws IOException {
    return tls.isPresent() ? UpperLayer.client(TlsTransport.of(tls.get())) : UpperLayer.client();
  }
}
