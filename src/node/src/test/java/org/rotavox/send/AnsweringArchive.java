package org.rotavox.send;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomReader;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.PduDecoder;
import org.rotavox.upperlayer.pdu.PduEncoder;
import org.rotavox.upperlayer.pdu.UserInformation;

/**
 * An archive that answers a storage commitment request on the association on which it was asked,
 * made of bare PDUs: it confirms everything.
 */
final class AnsweringArchive implements AutoCloseable {

  private static final int P_DATA_TF = 4;
  private static final int RELEASE_RQ = 5;

  private final ServerSocket listening;
  private volatile UnaryOperator<byte[]> damage = report -> report;
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger reports = new AtomicInteger();

  AnsweringArchive() throws IOException {
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::acceptAll, "archive");
    accepting.setDaemon(true);
    accepting.start();
  }

  /** Sends other bytes instead of its report. */
  AnsweringArchive damaging(UnaryOperator<byte[]> how) {
    damage = how;
    return this;
  }

  /** Returns how many of its reports were answered with 0110. */
  int refused() {
    return refused.get();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Returns how many of its reports were answered with success. */
  int reports() {
    return reports.get();
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread talking = new Thread(() -> talk(socket), "archive-association");
        talking.setDaemon(true);
        talking.start();
      } catch (IOException e) {
        return; // closed: the test is over
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      ByteArrayOutputStream command = new ByteArrayOutputStream();
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      while (true) {
        int type = in.readUnsignedByte();
        in.skipNBytes(1);
        byte[] body = in.readNBytes(in.readInt());
        if (type == RELEASE_RQ) {
          out.write(PduEncoder.encode(new Pdu.ReleaseRp()));
          return;
        } else if (type != P_DATA_TF) {
          out.write(PduEncoder.encode(accepted((Pdu.AssociateRq) PduDecoder.decode(type, body))));
          continue;
        }
        for (int at = 0; at < body.length; ) {
          int length = ByteBuffer.wrap(body, at, 4).getInt();
          int context = body[at + 4];
          int control = body[at + 5];
          ((control & 1) == 1 ? command : data).write(body, at + 6, length - 2);
          at += 4 + length;
          boolean last = (control & 2) == 2;
          if (last && (control & 1) == 0) {
            answer(out, context, command, data);
          } else if (last && !CommandSet.decode(command.toByteArray()).hasDataSet()) {
            answer(out, context, command, data);
          }
        }
      }
    } catch (IOException e) {
      // the requestor has gone
    }
  }

  private static Pdu accepted(Pdu.AssociateRq request) {
    List<Pdu.ContextResult> results =
        request.contexts().stream()
            .map(
                context ->
                    new Pdu.ContextResult(
                        context.id(),
                        Pdu.ContextResult.ACCEPTED,
                        context.transferSyntaxes().get(0)))
            .toList();
    return new Pdu.AssociateAc(
        request.called(),
        request.calling(),
        results,
        new UserInformation(
            65_536, "1.2.3", "", Optional.empty(), List.of(), Optional.empty(), false));
  }

  /** Answers a request; after the answer to an N-ACTION comes the report. */
  private void answer(
      OutputStream out, int context, ByteArrayOutputStream command, ByteArrayOutputStream data)
      throws IOException {
    CommandSet request = CommandSet.decode(command.toByteArray());
    byte[] information = data.toByteArray();
    command.reset();
    data.reset();
    if ((request.commandField() & CommandField.RESPONSE) != 0) {
      if (request.number(CommandTag.Status).orElse(-1) == 0) {
        reports.incrementAndGet();
      }
      if (request.number(CommandTag.Status).orElse(-1) == 0x0110) {
        refused.incrementAndGet();
      }
      return;
    }
    CommandSet response =
        new CommandSet()
            .with(CommandTag.CommandField, request.commandField() | CommandField.RESPONSE)
            .with(
                CommandTag.MessageIDBeingRespondedTo,
                request.number(CommandTag.MessageID).orElse(0))
            .with(CommandTag.CommandDataSetType, CommandSet.NO_DATA_SET)
            .with(CommandTag.Status, 0);
    send(out, context, 3, response.encode());
    if (request.commandField() == CommandField.N_ACTION_RQ) {
      report(out, context, request, information);
    }
  }

  /** What was asked for comes back as what is kept: both name transaction and instances. */
  private void report(OutputStream out, int context, CommandSet request, byte[] information)
      throws IOException {
    DataSet kept = DicomReader.read(information, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    CommandSet report =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.N_EVENT_REPORT_RQ)
            .with(CommandTag.MessageID, 77)
            .with(CommandTag.CommandDataSetType, CommandSet.WITH_DATA_SET)
            .with(CommandTag.EventTypeID, 1)
            .withUid(CommandTag.AffectedSOPClassUID, request.text(CommandTag.RequestedSOPClassUID))
            .withUid(
                CommandTag.AffectedSOPInstanceUID,
                request.text(CommandTag.RequestedSOPInstanceUID));
    send(out, context, 3, report.encode());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DicomWriter.writeDataSet(bytes, kept, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    send(out, context, 2, damage.apply(bytes.toByteArray()));
  }

  private static void send(OutputStream out, int context, int control, byte[] part)
      throws IOException {
    ByteBuffer pdu = ByteBuffer.allocate(12 + part.length);
    pdu.put((byte) P_DATA_TF).put((byte) 0).putInt(6 + part.length);
    pdu.putInt(2 + part.length).put((byte) context).put((byte) control).put(part);
    out.write(pdu.array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
