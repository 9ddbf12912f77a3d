package org.rotavox.attack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.PduEncoder;
import org.rotavox.upperlayer.pdu.UserInformation;

/** A connection from one of the addresses of the loopback, over which anything can be sent. */
final class Caller implements AutoCloseable {

  static final String XA = "1.2.840.10008.5.1.4.1.1.12.1";
  static final String VERIFICATION = "1.2.840.10008.1.1";
  static final int HONEST = 200;
  static final int COMMAND = 1;
  static final int LAST = 2;

  private static final String EXPLICIT = "1.2.840.10008.1.2.1";
  private static final Pdu.ProposedContext ECHO =
      new Pdu.ProposedContext(1, VERIFICATION, List.of(EXPLICIT));
  private static final int PATIENCE_MILLIS = 120_000;
  private static final int MOST_CALLS = 240;
  private static final int BETWEEN_CALLS_MILLIS = 500;
  private static final int CONNECT_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  private Caller(Target target, int address) throws IOException {
    socket.bind(new InetSocketAddress("127.0.0." + address, 0));
    socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
  }

  /** Connects from 127.0.0.address. */
  static Caller connect(Target target, int address) throws IOException {
    return new Caller(target, address);
  }

  /** Connects and associates: context 1 for C-ECHO, 3 for XA images. */
  static Caller associate(Target target, int address) throws IOException {
    return associate(target, address, request(target));
  }

  /**
   * The same where fewer may be open at a time than call: a rejected one calls again, as suites do.
   */
  static Caller associateWhenFree(Target target, int address)
      throws IOException, InterruptedException {
    for (int call = 1; call < MOST_CALLS; call++) {
      try {
        return associate(target, address);
      } catch (IOException e) {
        Thread.sleep(BETWEEN_CALLS_MILLIS);
      }
    }
    return associate(target, address);
  }

  private static Caller associate(Target target, int address, byte[] request) throws IOException {
    Caller caller = connect(target, address);
    caller.send(request);
    if (caller.in.readUnsignedByte() != Pdu.ASSOCIATE_AC) {
      caller.close();
      throw new Rejected();
    }
    caller.readBody();
    return caller;
  }

  /** The answer to an A-ASSOCIATE-RQ was not an A-ASSOCIATE-AC. */
  static final class Rejected extends IOException {

    private static final long serialVersionUID = 1;

    Rejected() {
      super("the association was not accepted");
    }
  }

  /** Asks a C-ECHO as an honest peer does; returns how long it took, ms. */
  static Optional<Long> echo(Target target) {
    try {
      return Optional.of(askEcho(target));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The same.
   *
   * @throws IOException if it was not answered with success
   */
  static long askEcho(Target target) throws IOException {
    long start = System.nanoTime();
    try (Caller caller = associate(target, HONEST, request(target, List.of(ECHO)))) {
      caller.fragment(1, COMMAND | LAST, echoCommand());
      int status = caller.status();
      final long millis = (System.nanoTime() - start) / 1_000_000;
      if (status != 0) {
        throw new IOException("C-ECHO answered with %04X".formatted(status));
      }
      caller.send(PduEncoder.encode(new Pdu.ReleaseRq()));
      caller.in.readAllBytes(); // the answer, and the end of the connection
      return millis;
    }
  }

  static byte[] request(Target target) {
    return request(target, List.of(ECHO, new Pdu.ProposedContext(3, XA, List.of(EXPLICIT))));
  }

  private static byte[] request(Target target, List<Pdu.ProposedContext> contexts) {
    return PduEncoder.encode(
        new Pdu.AssociateRq(
            1,
            target.aeTitle(),
            "CALLER",
            "1.2.840.10008.3.1.1.1",
            contexts,
            new UserInformation(
                65536, "1.2.3", "ATTACK", Optional.empty(), List.of(), Optional.empty(), false)));
  }

  static byte[] echoCommand() {
    return new CommandSet()
        .with(CommandTag.CommandField, CommandField.C_ECHO_RQ)
        .with(CommandTag.MessageID, 1)
        .with(CommandTag.CommandDataSetType, CommandSet.NO_DATA_SET)
        .withUid(CommandTag.AffectedSOPClassUID, VERIFICATION)
        .encode();
  }

  static byte[] storeCommand(String sopClass, String sopInstance) {
    return new CommandSet()
        .with(CommandTag.CommandField, CommandField.C_STORE_RQ)
        .with(CommandTag.MessageID, 1)
        .with(CommandTag.Priority, 0)
        .with(CommandTag.CommandDataSetType, CommandSet.WITH_DATA_SET)
        .withUid(CommandTag.AffectedSOPClassUID, sopClass)
        .withUid(CommandTag.AffectedSOPInstanceUID, sopInstance)
        .encode();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends a P-DATA-TF with one PDV. */
  void fragment(int context, int control, byte[] content) throws IOException {
    send(fragmentBytes(context, control, content));
  }

  static byte[] fragmentBytes(int context, int control, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PduEncoder.encode(new Pdu.PDataTf(content.length + 6)));
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length + 2).array());
    out.write(context);
    out.write(control);
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** Sends an object in context 3 and returns the status of the answer. */
  int store(String sopInstance, byte[] dataSet) throws IOException {
    fragment(3, COMMAND | LAST, storeCommand(XA, sopInstance));
    sendData(dataSet, LAST);
    return status();
  }

  /** The same with a data set of two parts. */
  int store(String sopInstance, byte[] begin, byte[] end) throws IOException {
    fragment(3, COMMAND | LAST, storeCommand(XA, sopInstance));
    sendData(begin, 0);
    sendData(end, LAST);
    return status();
  }

  private void sendData(byte[] bytes, int controlAtEnd) throws IOException {
    int step = 16_000;
    for (int at = 0; at < bytes.length; at += step) {
      int end = Math.min(bytes.length, at + step);
      int control = end == bytes.length ? controlAtEnd : 0;
      fragment(3, control, java.util.Arrays.copyOfRange(bytes, at, end));
    }
  }

  /** Reads the answer to a request. */
  int status() throws IOException {
    int type = in.readUnsignedByte();
    byte[] body = readBody();
    if (type != Pdu.P_DATA_TF) {
      throw new IOException("a PDU of type %02X instead of an answer".formatted(type));
    }
    return CommandSet.decode(java.util.Arrays.copyOfRange(body, 6, body.length))
        .number(CommandTag.Status)
        .orElseThrow();
  }

  private byte[] readBody() throws IOException {
    in.readByte();
    byte[] body = new byte[in.readInt()];
    in.readFully(body);
    return body;
  }

  /** Returns true if the next thing that comes is an abort, or the end of the connection. */
  boolean isAborted() throws IOException {
    try {
      return in.readUnsignedByte() == Pdu.ABORT;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (EOFException | java.net.SocketException e) {
      return true;
    }
  }

  /** Says nothing more; returns true if the node then ends the connection. */
  boolean isEndedByNode() throws IOException {
    try {
      socket.shutdownOutput();
      in.readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (EOFException | java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
