package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.PduDecoder;
import org.rotavox.upperlayer.pdu.PduEncoder;
import org.rotavox.upperlayer.pdu.UserInformation;

/** A peer that sends whatever bytes it is told to. */
final class RawPeer implements AutoCloseable {

  static final int COMMAND = 1;
  static final int LAST = 2;
  static final String XA = "1.2.840.10008.5.1.4.1.1.12.1";
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new DataInputStream(socket.getInputStream());
  }

  static RawPeer connect(DicomServer server) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), server.port()));
  }

  /** Connects and associates with context 1 for XA images, explicit little endian. */
  static RawPeer associate(DicomServer server) throws IOException {
    RawPeer peer = connect(server);
    peer.send(request(XA));
    assertThat(peer.read()).isInstanceOf(Pdu.AssociateAc.class);
    return peer;
  }

  static Pdu.AssociateRq request(String abstractSyntax) {
    return new Pdu.AssociateRq(
        1,
        "ROTAVOX",
        "BADPEER",
        "1.2.840.10008.3.1.1.1",
        List.of(
            new Pdu.ProposedContext(1, abstractSyntax, List.of(RecordingHandler.EXPLICIT.value()))),
        userInformation());
  }

  static UserInformation userInformation() {
    return new UserInformation(
        16384, "1.2.3", "BAD", Optional.empty(), List.of(), Optional.empty(), false);
  }

  void send(Pdu pdu) throws IOException {
    send(PduEncoder.encode(pdu));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A P-DATA-TF with one PDV. */
  void sendFragment(int context, int control, byte[] content) throws IOException {
    send(fragment(context, control, content.length + 2, content));
  }

  static byte[] fragment(int context, int control, int pdvLength, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PduEncoder.encode(new Pdu.PDataTf(content.length + 6)));
    byte[] header = new byte[6];
    Bytes.putUint32(header, 0, pdvLength);
    header[4] = (byte) context;
    header[5] = (byte) control;
    out.writeBytes(header);
    out.writeBytes(content);
    return out.toByteArray();
  }

  void sendCommand(CommandSet command) throws IOException {
    sendFragment(1, COMMAND | LAST, command.encode());
  }

  static CommandSet store(int messageId, String sopInstance) {
    return new CommandSet()
        .with(CommandTag.CommandField, CommandField.C_STORE_RQ)
        .with(CommandTag.MessageID, messageId)
        .with(CommandTag.Priority, 0)
        .with(CommandTag.CommandDataSetType, CommandSet.WITH_DATA_SET)
        .withUid(CommandTag.AffectedSOPClassUID, XA)
        .withUid(CommandTag.AffectedSOPInstanceUID, sopInstance);
  }

  static CommandSet echo(int messageId) {
    return new CommandSet()
        .with(CommandTag.CommandField, CommandField.C_ECHO_RQ)
        .with(CommandTag.MessageID, messageId)
        .with(CommandTag.CommandDataSetType, CommandSet.NO_DATA_SET)
        .withUid(CommandTag.AffectedSOPClassUID, XA);
  }

  /** Reads a PDU other than P-DATA-TF. */
  Pdu read() throws IOException {
    int type = in.readUnsignedByte();
    in.readByte();
    byte[] body = new byte[in.readInt()];
    in.readFully(body);
    return PduDecoder.decode(type, body);
  }

  /** Reads a P-DATA-TF with one whole command set. */
  CommandSet readCommand() throws IOException {
    return CommandSet.decode(readFragment());
  }

  /** Reads a P-DATA-TF with one PDV, whose content it returns. */
  byte[] readFragment() throws IOException {
    assertThat(in.readUnsignedByte()).isEqualTo(Pdu.P_DATA_TF);
    in.readByte();
    byte[] body = new byte[in.readInt()];
    in.readFully(body);
    return java.util.Arrays.copyOfRange(body, 6, body.length);
  }

  int readStatus() throws IOException {
    return readCommand().number(CommandTag.Status).orElseThrow();
  }

  void expectAbort(int source, int reason) throws IOException {
    assertThat(read()).isEqualTo(new Pdu.Abort(source, reason));
    expectClosed();
  }

  /** The other side closes; nothing more comes. */
  void expectClosed() throws IOException {
    try {
      assertThat(in.readAllBytes()).isEmpty();
    } catch (SocketException e) {
      // closed by reset: also an end
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
