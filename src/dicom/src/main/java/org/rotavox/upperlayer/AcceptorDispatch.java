package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.rotavox.dicom.Uid;
import org.rotavox.support.RepeatedFaults;
import org.rotavox.upperlayer.MessageReader.Message;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request of an association to the handler's method for it, and answers (PS3.7 chapters
 * 9 and 10).
 */
final class AcceptorDispatch {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptorDispatch.class);
  private static final RepeatedFaults FAULTS = new RepeatedFaults();

  private final AssociationInfo association;
  private final AssociationHandler handler;
  private final MessageReader reader;
  private final MessageWriter writer;
  private final PeerLog peerLog;

  AcceptorDispatch(
      AssociationInfo association,
      AssociationHandler handler,
      MessageReader reader,
      MessageWriter writer,
      PeerLog peerLog) {
    this.association = association;
    this.handler = handler;
    this.reader = reader;
    this.writer = writer;
    this.peerLog = peerLog;
  }

  /** A method of the handler. */
  private interface Operation {
    DimseStatus perform() throws IOException;
  }

  /** Serves one request; the exceptions are those of the association, never the handler's. */
  void serve(Message message) throws UpperLayerException {
    CommandSet command = message.command();
    int field = command.commandField();
    if (field == CommandField.C_CANCEL_RQ) {
      return;
    }
    if (field < 0 || (field & CommandField.RESPONSE) != 0) {
      throw reader.invalidMessage("sent a message that is no request");
    }
    int messageId =
        command
            .number(CommandTag.MessageID)
            .orElseThrow(() -> reader.invalidMessage("sent a request without a message id"));
    DimseStatus status = perform(message, field, messageId);
    reader.finishMessage();
    writer.send(message.context(), response(command, field, messageId, status));
  }

  private DimseStatus perform(Message message, int field, int messageId)
      throws UpperLayerException {
    return switch (field) {
      case CommandField.C_ECHO_RQ -> guarded(() -> handler.echo(association));
      case CommandField.C_STORE_RQ -> store(message, messageId);
      case CommandField.N_EVENT_REPORT_RQ ->
          normalized(
              message,
              CommandTag.AffectedSOPClassUID,
              CommandTag.AffectedSOPInstanceUID,
              CommandTag.EventTypeID,
              handler::eventReport);
      case CommandField.N_ACTION_RQ ->
          normalized(
              message,
              CommandTag.RequestedSOPClassUID,
              CommandTag.RequestedSOPInstanceUID,
              CommandTag.ActionTypeID,
              handler::action);
      default -> {
        report("operation", "asked for " + CommandField.nameOf(field) + ", which is not served");
        yield DimseStatus.UNRECOGNIZED_OPERATION;
      }
    };
  }

  private void report(String kind, String deed) {
    peerLog.report(association, kind, deed);
  }

  private DimseStatus store(Message message, int messageId) throws UpperLayerException {
    CommandSet command = message.command();
    Optional<CommandUids.Fault> fault =
        CommandUids.fault(
            command, CommandTag.AffectedSOPClassUID, CommandTag.AffectedSOPInstanceUID);
    if (fault.isPresent()) {
      return invalid("C-STORE", fault.get());
    }
    Uid sopClass = CommandUids.required(command, CommandTag.AffectedSOPClassUID);
    Uid sopInstance = CommandUids.required(command, CommandTag.AffectedSOPInstanceUID);
    if (!sopClass.equals(message.context().abstractSyntax())) {
      return notNegotiated(sopClass, message.context());
    }
    if (!command.hasDataSet()) {
      report("no data set", "sent a C-STORE without a data set: answered C000");
      return DimseStatus.CANNOT_UNDERSTAND.withComment("no data set");
    }
    StoreRequest request =
        new StoreRequest(messageId, sopClass, sopInstance, message.context().transferSyntax());
    return guarded(() -> handler.store(association, request, message.data()));
  }

  /** A presentation context carries objects of its own SOP class only (PS3.8 annex B). */
  private DimseStatus notNegotiated(Uid sopClass, PresentationContext context) {
    report(
        "class of context",
        "sent a C-STORE of SOP class %s in the presentation context of %s: answered %s"
            .formatted(sopClass, context.abstractSyntax(), DimseStatus.SOP_CLASS_NOT_SUPPORTED));
    return DimseStatus.SOP_CLASS_NOT_SUPPORTED.withComment("SOP class is not that of the context");
  }

  /** A method of the handler for a normalized request. */
  private interface NormalizedOperation {
    DimseStatus perform(AssociationInfo association, NormalizedRequest request, InputStream data)
        throws IOException;
  }

  private DimseStatus normalized(
      Message message, int classTag, int instanceTag, int typeTag, NormalizedOperation operation)
      throws UpperLayerException {
    Optional<CommandUids.Fault> fault = CommandUids.fault(message.command(), classTag, instanceTag);
    if (fault.isPresent()) {
      return invalid(CommandField.nameOf(message.command().commandField()), fault.get());
    }
    NormalizedRequest request = normalizedRequest(message, classTag, instanceTag, typeTag);
    return guarded(() -> operation.perform(association, request, message.data()));
  }

  private DimseStatus invalid(String operation, CommandUids.Fault fault) {
    report("uid " + operation + fault.tag(), fault.inWords(operation));
    return fault.status();
  }

  /** Returns the request of a message whose UIDs were found to have no fault. */
  static NormalizedRequest normalizedRequest(
      Message message, int classTag, int instanceTag, int typeTag) {
    CommandSet command = message.command();
    return new NormalizedRequest(
        command.number(CommandTag.MessageID).orElse(0),
        CommandUids.required(command, classTag),
        CommandUids.required(command, instanceTag),
        command.number(typeTag).orElse(0),
        message.context().transferSyntax(),
        command.hasDataSet());
  }

  private DimseStatus guarded(Operation operation) throws UpperLayerException {
    try {
      return operation.perform();
    } catch (IOException | RuntimeException e) {
      reader.rethrowLoss();
      FAULTS.report(
          LOG, "a message of " + association.peerAddress() + " could not be processed", e);
      return DimseStatus.PROCESSING_FAILURE;
    } catch (OutOfMemoryError | StackOverflowError e) {
      reader.rethrowLoss();
      LOG.error("association {}: no memory for a message: {}", association.number(), e.toString());
      return DimseStatus.OUT_OF_RESOURCES.withComment("not enough memory for it now");
    }
  }

  /** Returns the response to a request, with the UIDs of the request as PS3.7 chapter 9 demands. */
  static CommandSet response(CommandSet request, int field, int messageId, DimseStatus status) {
    CommandSet response =
        new CommandSet()
            .with(CommandTag.CommandField, field | CommandField.RESPONSE)
            .with(CommandTag.MessageIDBeingRespondedTo, messageId)
            .with(CommandTag.Status, status.code());
    copyUid(request, CommandTag.AffectedSOPClassUID, response, CommandTag.AffectedSOPClassUID);
    copyUid(request, CommandTag.RequestedSOPClassUID, response, CommandTag.AffectedSOPClassUID);
    copyUid(
        request, CommandTag.AffectedSOPInstanceUID, response, CommandTag.AffectedSOPInstanceUID);
    copyUid(
        request, CommandTag.RequestedSOPInstanceUID, response, CommandTag.AffectedSOPInstanceUID);
    copyNumber(request, CommandTag.EventTypeID, response);
    copyNumber(request, CommandTag.ActionTypeID, response);
    if (!status.elements().isEmpty()) {
      response.withTags(CommandTag.OffendingElement, status.elements());
    }
    if (!status.comment().isEmpty()) {
      response.withText(CommandTag.ErrorComment, status.comment());
    }
    return response;
  }

  private static void copyUid(CommandSet from, int fromTag, CommandSet to, int toTag) {
    CommandUids.find(from, fromTag).ifPresent(uid -> to.withUid(toTag, uid.value()));
  }

  private static void copyNumber(CommandSet from, int tag, CommandSet to) {
    from.number(tag).ifPresent(value -> to.with(tag, value));
  }
}
