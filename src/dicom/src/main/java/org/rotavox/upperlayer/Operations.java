package org.rotavox.upperlayer;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rotavox.upperlayer.MessageReader.Message;
import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Event;
import org.rotavox.upperlayer.pdu.Pdu;

/**
 * The operations of a requestor: sends requests, gives each response to the operation it belongs
 * to, and answers what the peer asks meanwhile.
 *
 * <p>There is no reading thread: responses are read when somebody waits for one, or when as many
 * operations are unanswered as the window allows.
 */
final class Operations {

  private static final int MAX_MESSAGE_ID = 0xFFFF;

  private final String peer;
  private final PeerLog peerLog;
  private final Connection connection;
  private final MessageReader reader;
  private final MessageWriter writer;
  private final Duration responseTimeout;
  private final Optional<EventListener> events;
  private final Map<Integer, Operation> unanswered = new LinkedHashMap<>();
  private int lastMessageId;

  Operations(
      Connection connection,
      RemoteNode remote,
      RequestorNegotiation.Agreement agreement,
      Optional<EventListener> events,
      PeerLog peerLog) {
    this.peer = remote.toString();
    this.peerLog = peerLog;
    this.connection = connection;
    this.responseTimeout = remote.responseTimeout();
    this.reader = new MessageReader(connection, agreement.contexts(), responseTimeout);
    this.writer = new MessageWriter(connection, agreement.peerMaxPduBytes());
    this.events = events;
  }

  /** Takes the responses of one operation. */
  interface ResponseTaker {

    /** Returns false to cancel. */
    boolean take(DimseStatus status, Message response) throws IOException;
  }

  /** A request that was sent. */
  static final class Operation {

    private final PresentationContext context;
    private final CommandSet request;
    private final int messageId;
    private final ResponseTaker taker;
    private boolean cancelled;
    private Optional<DimseStatus> outcome = Optional.empty();

    private Operation(
        PresentationContext context, CommandSet request, int messageId, ResponseTaker taker) {
      this.context = context;
      this.request = request;
      this.messageId = messageId;
      this.taker = taker;
    }
  }

  /**
   * Sends a request.
   *
   * @param command complete but for its message id and data set type
   * @param data the data set, if there is one
   */
  Operation start(
      PresentationContext context,
      CommandSet command,
      Optional<DataSource> data,
      ResponseTaker taker)
      throws UpperLayerException {
    Operation operation = new Operation(context, command, nextMessageId(), taker);
    command.with(CommandTag.MessageID, operation.messageId);
    if (data.isEmpty()) {
      writer.send(context, command);
    } else {
      send(context, command, data.get());
    }
    unanswered.put(operation.messageId, operation);
    return operation;
  }

  private void send(PresentationContext context, CommandSet command, DataSource data)
      throws UpperLayerException {
    try {
      writer.send(context, command, data);
    } catch (UpperLayerException e) {
      throw e;
    } catch (IOException e) {
      connection.abort();
      throw new UpperLayerException(
          Kind.ABORTED, "was aborted: the data to send could not be read", e);
    }
  }

  private int nextMessageId() {
    do {
      lastMessageId = lastMessageId % MAX_MESSAGE_ID + 1;
    } while (unanswered.containsKey(lastMessageId));
    return lastMessageId;
  }

  /** Waits for the final response. */
  DimseStatus await(Operation operation) throws UpperLayerException {
    while (operation.outcome.isEmpty()) {
      takeNext();
    }
    return operation.outcome.get();
  }

  /** Waits until no more operations than that are unanswered. */
  void awaitUnanswered(int most) throws UpperLayerException {
    while (unanswered.size() > most) {
      takeNext();
    }
  }

  /** Waits for one message of the peer's own; false if none came. */
  boolean awaitEvent(Duration longest) throws UpperLayerException {
    reader.finishMessage();
    if (!connection.awaitBytes(longest)) {
      return false;
    }
    takeNext();
    return true;
  }

  private void takeNext() throws UpperLayerException {
    Optional<Message> message = reader.next(responseTimeout);
    if (message.isEmpty()) {
      connection.send(Event.LOCAL_RELEASE_RESPONSE, new Pdu.ReleaseRp());
      connection.finish(ProtocolLimits.LINGER);
      throw new UpperLayerException(Kind.CONNECTION_LOST, "released the association by itself");
    }
    int field = message.get().command().commandField();
    if (field < 0) {
      throw reader.invalidMessage("sent a message without command field");
    } else if ((field & CommandField.RESPONSE) != 0) {
      takeResponse(message.get());
    } else {
      takeRequest(message.get(), field);
    }
  }

  private void takeResponse(Message message) throws UpperLayerException {
    CommandSet response = message.command();
    int messageId = response.number(CommandTag.MessageIDBeingRespondedTo).orElse(-1);
    Operation operation = unanswered.get(messageId);
    if (operation == null) {
      throw reader.invalidMessage("answered a message that was never sent");
    }
    int code =
        response
            .number(CommandTag.Status)
            .orElseThrow(() -> reader.invalidMessage("sent a response without a status"));
    DimseStatus status =
        new DimseStatus(
            code,
            response.text(CommandTag.ErrorComment),
            response.tags(CommandTag.OffendingElement));
    Optional<String> fault = ResponseCheck.fault(operation.request, response, status);
    if (fault.isPresent()) {
      throw reader.invalidMessage(fault.get());
    }
    boolean goOn = take(operation, status, message);
    if (!status.isPending()) {
      operation.outcome = Optional.of(status);
      unanswered.remove(messageId);
    } else if (!goOn && !operation.cancelled) {
      operation.cancelled = true;
      reader.finishMessage();
      writer.send(
          operation.context,
          new CommandSet()
              .with(CommandTag.CommandField, CommandField.C_CANCEL_RQ)
              .with(CommandTag.MessageIDBeingRespondedTo, operation.messageId));
    }
  }

  private boolean take(Operation operation, DimseStatus status, Message message)
      throws UpperLayerException {
    try {
      boolean late = operation.cancelled && status.isPending();
      return late || operation.taker.take(status, message);
    } catch (UpperLayerException e) {
      throw e;
    } catch (IOException e) {
      reader.rethrowLoss();
      connection.abort();
      throw new UpperLayerException(
          Kind.ABORTED, "was aborted: its answer could not be processed", e);
    }
  }

  private void takeRequest(Message message, int field) throws UpperLayerException {
    CommandSet request = message.command();
    DimseStatus status = DimseStatus.UNRECOGNIZED_OPERATION;
    if (field == CommandField.N_EVENT_REPORT_RQ && events.isPresent()) {
      status = report(message, events.get());
    }
    reader.finishMessage();
    int messageId = request.number(CommandTag.MessageID).orElse(0);
    writer.send(message.context(), AcceptorDispatch.response(request, field, messageId, status));
  }

  private DimseStatus report(Message message, EventListener listener) throws UpperLayerException {
    int sopClass = CommandTag.AffectedSOPClassUID;
    int sopInstance = CommandTag.AffectedSOPInstanceUID;
    Optional<CommandUids.Fault> fault = CommandUids.fault(message.command(), sopClass, sopInstance);
    if (fault.isPresent()) {
      peerLog.report(peer, "uid " + fault.get().tag(), fault.get().inWords("N-EVENT-REPORT"));
      return fault.get().status();
    }
    try {
      return listener.event(
          AcceptorDispatch.normalizedRequest(
              message, sopClass, sopInstance, CommandTag.EventTypeID),
          message.data());
    } catch (IOException e) {
      reader.rethrowLoss();
      peerLog.report(
          peer, "event", "sent an event report that cannot be processed: " + e.getMessage());
      return DimseStatus.PROCESSING_FAILURE;
    }
  }
}
