package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.pdu.Event;
import org.rotavox.upperlayer.pdu.Pdu;

/** The client: connects, negotiates, and hands out associations. */
final class Requestor implements DicomClient {

  /** Addresses of one host name that are tried. */
  private static final int MAX_ADDRESSES = 4;

  private final Transport transport;
  private final PeerLog peerLog = new PeerLog();
  private final Watchdog watchdog = new Watchdog("dicom-client-watchdog");

  Requestor(Transport transport) {
    this.transport = transport;
  }

  @Override
  public ClientAssociation connect(
      RemoteNode remote, List<PresentationProposal> contexts, AssociationOptions options)
      throws UpperLayerException {
    RequestorNegotiation negotiation = new RequestorNegotiation(remote, contexts, options);
    Socket tcp = openTcp(remote);
    Watchdog.Guard guard = watchdog.watch(tcp);
    try {
      return negotiate(remote, options, negotiation, tcp, guard);
    } catch (UpperLayerException e) {
      throw new UpperLayerException(e.kind(), remote + " " + e.getMessage() + advice(e.kind()), e);
    } catch (SSLException e) {
      throw new UpperLayerException(
          Kind.TLS,
          "%s: no secure connection (%s); check that TLS is on at both ends, and the certificates"
              .formatted(remote, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UpperLayerException(
          guard.fired() || e instanceof SocketTimeoutException
              ? Kind.TIMEOUT
              : Kind.CONNECTION_LOST,
          "%s: the connection broke (%s)%s"
              .formatted(remote, e.getMessage(), advice(Kind.CONNECTION_LOST)),
          e);
    }
  }

  /** What to look at when something listens there, and answers as no DICOM node does. */
  private static String advice(Kind kind) {
    return switch (kind) {
      case TIMEOUT, ABORTED, PROTOCOL, CONNECTION_LOST ->
          " when an association was asked for; check that this is a DICOM port";
      case CONNECTION_REFUSED, UNKNOWN_HOST, REJECTED, NO_CONTEXT, TLS -> "";
    };
  }

  private ClientAssociation negotiate(
      RemoteNode remote,
      AssociationOptions options,
      RequestorNegotiation negotiation,
      Socket tcp,
      Watchdog.Guard guard)
      throws IOException {
    boolean done = false;
    try {
      tcp.setTcpNoDelay(true);
      tcp.setKeepAlive(true);
      tcp.setSoTimeout((int) remote.connectTimeout().toMillis());
      guard.arm(remote.connectTimeout().toNanos());
      Socket socket = transport.requestorSide(tcp, remote.host());
      guard.disarm();
      Connection connection =
          new Connection(
              new Wire(tcp, socket, guard, remote.responseTimeout()),
              true,
              remote.responseTimeout());
      connection.send(Event.TRANSPORT_CONFIRMED, negotiation.request());
      connection.input().allow(remote.responseTimeout());
      Pdu answer = connection.receive();
      if (answer instanceof Pdu.AssociateRj reject) {
        throw new UpperLayerException(Kind.REJECTED, RequestorNegotiation.inWords(reject));
      }
      ClientAssociation association =
          new RequestorAssociation(
              connection, remote, options, negotiation.agree((Pdu.AssociateAc) answer), peerLog);
      done = true;
      return association;
    } finally {
      if (!done) {
        guard.release();
        Watchdog.closeQuietly(tcp);
      }
    }
  }

  private static Socket openTcp(RemoteNode remote) throws UpperLayerException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(remote.host());
    } catch (UnknownHostException e) {
      throw new UpperLayerException(
          Kind.UNKNOWN_HOST, remote + ": the host name has no address; check its spelling", e);
    }
    IOException last = new IOException("no address");
    for (int i = 0; i < Math.min(MAX_ADDRESSES, addresses.length); i++) {
      Socket tcp = new Socket();
      try {
        tcp.connect(
            new InetSocketAddress(addresses[i], remote.port()),
            (int) remote.connectTimeout().toMillis());
        return tcp;
      } catch (IOException e) {
        Watchdog.closeQuietly(tcp);
        last = e;
      }
    }
    if (last instanceof SocketTimeoutException) {
      throw new UpperLayerException(
          Kind.TIMEOUT, remote + " does not answer; check host, port and firewall", last);
    }
    throw new UpperLayerException(
        Kind.CONNECTION_REFUSED,
        "%s: nothing listens there (%s); check host and port, and that the peer runs"
            .formatted(remote, last.getMessage()),
        last);
  }
}
