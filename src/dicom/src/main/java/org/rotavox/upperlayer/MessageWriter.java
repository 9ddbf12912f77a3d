package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.OutputStream;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;

/**
 * Writes DIMSE messages as P-DATA-TF PDUs.
 *
 * <p>PDUs are put together, headers and data, in one array; as many as fit {@value #BATCH_BYTES}
 * bytes go out in one write, for many peers take no more than 16 KiB in a PDU and each write costs
 * a turn of the kernel and of the peer. The command set travels in front of the first piece of its
 * data set. One batch, or one PDU if that is larger, is all that is held in memory.
 */
final class MessageWriter {

  /** PDU header, PDV length, context id, control. */
  private static final int HEADERS = Pdu.HEADER_BYTES + 6;

  private static final int BATCH_BYTES = 128 * 1024;
  private static final int COMMAND_BIT = 1;
  private static final int LAST_BIT = 2;

  private final Connection connection;
  private final int maxFragmentBytes;
  private byte[] buffer = new byte[1024];
  private int filled;

  /**
   * A writer.
   *
   * @param maxPduBytes largest PDU that the peer takes, at least 128
   */
  MessageWriter(Connection connection, int maxPduBytes) {
    this.connection = connection;
    this.maxFragmentBytes = (maxPduBytes - (HEADERS - Pdu.HEADER_BYTES)) & ~1;
  }

  /** Sends a message without data set. */
  void send(PresentationContext context, CommandSet command) throws UpperLayerException {
    command.with(CommandTag.CommandDataSetType, CommandSet.NO_DATA_SET);
    put(context, command);
    flush();
  }

  /** Sends a message with data set. */
  void send(PresentationContext context, CommandSet command, DataSource data) throws IOException {
    command.with(CommandTag.CommandDataSetType, CommandSet.WITH_DATA_SET);
    put(context, command);
    DataOutput out = new DataOutput(context.id());
    data.writeTo(out);
    out.end();
  }

  private void put(PresentationContext context, CommandSet command) throws UpperLayerException {
    filled = 0;
    byte[] bytes = command.encode();
    for (int at = 0; at < bytes.length; at += maxFragmentBytes) {
      int length = Math.min(maxFragmentBytes, bytes.length - at);
      boolean last = at + length == bytes.length;
      reserve(HEADERS + length);
      System.arraycopy(bytes, at, buffer, filled + HEADERS, length);
      putHeaders(filled, context.id(), length, COMMAND_BIT | (last ? LAST_BIT : 0));
      filled += HEADERS + length;
    }
  }

  private void reserve(int more) {
    if (filled + more > buffer.length) {
      int grown = Math.max(filled + more, Math.min(BATCH_BYTES, 2 * buffer.length));
      buffer = java.util.Arrays.copyOf(buffer, grown);
    }
  }

  private void putHeaders(int at, int contextId, int length, int control) {
    buffer[at] = Pdu.P_DATA_TF;
    buffer[at + 1] = 0;
    Bytes.putUint32(buffer, at + 2, length + 6L);
    Bytes.putUint32(buffer, at + 6, length + 2L);
    buffer[at + 10] = (byte) contextId;
    buffer[at + 11] = (byte) control;
  }

  private void flush() throws UpperLayerException {
    connection.sendData(buffer, filled);
    filled = 0;
  }

  /** Cuts what is written into fragments; the last one is marked when {@link #end} is called. */
  private final class DataOutput extends OutputStream {

    private final int contextId;
    private int start;
    private int length;

    DataOutput(int contextId) {
      this.contextId = contextId;
      open();
    }

    private void open() {
      start = filled;
      length = 0;
      reserve(HEADERS + maxFragmentBytes);
    }

    @Override
    public void write(int value) throws UpperLayerException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws UpperLayerException {
      int at = offset;
      int left = count;
      while (left > 0) {
        if (length == maxFragmentBytes) {
          finish(0);
          if (filled + HEADERS + maxFragmentBytes > BATCH_BYTES) {
            MessageWriter.this.flush();
          }
          open();
        }
        int step = Math.min(left, maxFragmentBytes - length);
        System.arraycopy(from, at, buffer, start + HEADERS + length, step);
        length += step;
        at += step;
        left -= step;
      }
    }

    void end() throws UpperLayerException {
      finish(LAST_BIT);
      MessageWriter.this.flush();
    }

    private void finish(int control) {
      putHeaders(start, contextId, length, control);
      filled = start + HEADERS + length;
    }
  }
}
