package org.rotavox.upperlayer;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.rotavox.upperlayer.dimse.CommandFormatException;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.pdu.Pdu;

/**
 * Reads DIMSE messages from a connection: the command set as a value, the data set as a stream
 * (PS3.7 section 6.3, PS3.8 annex E).
 *
 * <p>Holds one command set and no part of a data set in memory.
 */
final class MessageReader {

  private static final int PDV_HEADER_BYTES = 6;
  private static final int COMMAND_BIT = 1;
  private static final int LAST_BIT = 2;

  private final Connection connection;
  private final Contexts contexts;
  private final Duration stepTimeout;
  private final byte[] pdvHeader = new byte[PDV_HEADER_BYTES];
  private int emptyInARow;
  private int pduLeft;
  private int pdvLeft;
  private int pdvContext;
  private int pdvControl;
  private boolean dataStarted;
  private Optional<DataInput> unfinished = Optional.empty();
  private Optional<UpperLayerException> loss = Optional.empty();

  /**
   * A reader.
   *
   * @param stepTimeout longest wait for a step within a message
   */
  MessageReader(Connection connection, Contexts contexts, Duration stepTimeout) {
    this.connection = connection;
    this.contexts = contexts;
    this.stepTimeout = stepTimeout;
  }

  /**
   * A message.
   *
   * @param context it came in
   * @param command its command set
   * @param data its data set; at its end from the start if there is none
   */
  record Message(PresentationContext context, CommandSet command, DataInput data) {}

  /**
   * Waits for the next message, after skipping what is left of the one before.
   *
   * @param longest wait for its begin
   * @return empty if the peer wants to release the association instead
   */
  Optional<Message> next(Duration longest) throws UpperLayerException {
    finishMessage();
    connection.input().allow(longest);
    if (!nextFragment(true)) {
      return Optional.empty();
    }
    connection.input().allowForEachStep(stepTimeout);
    PresentationContext context =
        contexts
            .byId(pdvContext)
            .orElseThrow(
                () ->
                    connection.invalidPdu(
                        "sent data for presentation context %d, which was not accepted"
                            .formatted(pdvContext)));
    CommandSet command = readCommand(context);
    dataStarted = false;
    DataInput data = new DataInput(this, context.id(), command.hasDataSet());
    unfinished = Optional.of(data);
    return Optional.of(new Message(context, command, data));
  }

  /** Skips what is left of the last message. */
  void finishMessage() throws UpperLayerException {
    if (unfinished.isPresent()) {
      unfinished.get().skipRest();
      unfinished = Optional.empty();
    }
  }

  /** Aborts since the message makes no sense; the exception to throw. */
  UpperLayerException invalidMessage(String message) {
    return connection.invalidMessage(message);
  }

  /**
   * Throws again what ended the association while a data set was read, whatever its reader has made
   * of it.
   */
  void rethrowLoss() throws UpperLayerException {
    if (loss.isPresent()) {
      throw loss.get();
    }
  }

  private CommandSet readCommand(PresentationContext context) throws UpperLayerException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      checkFragment(context.id(), COMMAND_BIT);
      if (bytes.size() + pdvLeft > CommandSet.MAX_BYTES) {
        throw connection.invalidMessage(
            "sent a command set of more than %d bytes".formatted(CommandSet.MAX_BYTES));
      }
      byte[] fragment = new byte[pdvLeft];
      connection.readBodyFully(fragment, fragment.length);
      consumed(fragment.length);
      bytes.writeBytes(fragment);
      if (isLast()) {
        break;
      }
      nextFragment(false);
    }
    try {
      return CommandSet.decode(bytes.toByteArray());
    } catch (CommandFormatException e) {
      throw connection.invalidMessage("sent a damaged " + e.getMessage());
    }
  }

  /** Reads bytes of the data set in that context; -1 at its end. */
  int readData(int contextId, byte[] into, int offset, int length) throws UpperLayerException {
    rethrowLoss();
    try {
      if (!openDataFragment(contextId)) {
        return -1;
      }
      int count = connection.readBody(into, offset, Math.min(length, pdvLeft));
      consumed(count);
      return count;
    } catch (UpperLayerException e) {
      loss = Optional.of(e);
      throw e;
    }
  }

  void skipData(int contextId) throws UpperLayerException {
    while (openDataFragment(contextId)) {
      connection.skipBody(pdvLeft);
      consumed(pdvLeft);
    }
  }

  /** Makes sure that a data fragment with bytes left is open; false at the end of the data set. */
  private boolean openDataFragment(int contextId) throws UpperLayerException {
    while (pdvLeft == 0) {
      if (dataStarted && isLast()) {
        return false;
      }
      nextFragment(false);
      checkFragment(contextId, 0);
      dataStarted = true;
    }
    return true;
  }

  private boolean isLast() {
    return (pdvControl & LAST_BIT) != 0;
  }

  private void consumed(int count) {
    pdvLeft -= count;
    pduLeft -= count;
  }

  private void checkFragment(int contextId, int kind) throws UpperLayerException {
    if (pdvContext != contextId || (pdvControl & COMMAND_BIT) != kind) {
      throw connection.invalidMessage(
          "sent a %s fragment of context %d where a %s fragment of context %d was due"
              .formatted(
                  kindInWords(pdvControl & COMMAND_BIT), pdvContext, kindInWords(kind), contextId));
    }
  }

  private static String kindInWords(int kind) {
    return kind == COMMAND_BIT ? "command" : "data set";
  }

  /** Reads the header of the next PDV; false if a release request came instead, where it may. */
  private boolean nextFragment(boolean releaseMayCome) throws UpperLayerException {
    while (pduLeft == 0) {
      Pdu pdu = connection.receive();
      if (pdu instanceof Pdu.PDataTf data) {
        pduLeft = data.length();
      } else if (releaseMayCome) {
        return false;
      } else {
        throw connection.invalidMessage("asked for release in the middle of a message");
      }
    }
    if (pduLeft < PDV_HEADER_BYTES) {
      throw connection.invalidPdu(
          "sent a P-DATA-TF with %d bytes left where a PDV of at least %d was due"
              .formatted(pduLeft, PDV_HEADER_BYTES));
    }
    connection.readBodyFully(pdvHeader, PDV_HEADER_BYTES);
    pduLeft -= PDV_HEADER_BYTES;
    long length = Bytes.uint32(pdvHeader, 0) - 2;
    if (length < 0 || length > pduLeft) {
      throw connection.invalidPdu(
          "sent a PDV of %d bytes where %d bytes of its PDU were left".formatted(length, pduLeft));
    }
    pdvLeft = (int) length;
    pdvContext = pdvHeader[4] & 0xFF;
    pdvControl = pdvHeader[5] & 0xFF;
    countEmpty(pdvLeft == 0 && !isLast());
    return true;
  }

  /** Some peers send an empty fragment before the last; a long row of them is no message. */
  private void countEmpty(boolean empty) throws UpperLayerException {
    emptyInARow = empty ? emptyInARow + 1 : 0;
    if (emptyInARow > ProtocolLimits.MOST_EMPTY_IN_A_ROW) {
      throw connection.invalidMessage(
          "sent %d fragments without content in a row, where at most %d are taken"
              .formatted(emptyInARow, ProtocolLimits.MOST_EMPTY_IN_A_ROW));
    }
  }
}
