package org.rotavox.upperlayer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.MessageReader.Message;
import org.rotavox.upperlayer.Operations.Operation;
import org.rotavox.upperlayer.Operations.ResponseTaker;
import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;

/** An association that this side has opened: each service is a request and its responses. */
final class RequestorAssociation implements ClientAssociation {

  private static final Uid VERIFICATION = new Uid("1.2.840.10008.1.1");
  private static final int PRIORITY_MEDIUM = 0;
  private static final ResponseTaker NOTHING_BUT_STATUS = (status, response) -> true;

  private final RemoteNode remote;
  private final Contexts contexts;
  private final int window;
  private final Connection connection;
  private final Operations operations;
  private volatile boolean over;

  RequestorAssociation(
      Connection connection,
      RemoteNode remote,
      AssociationOptions options,
      RequestorNegotiation.Agreement agreement,
      PeerLog peerLog) {
    this.connection = connection;
    this.remote = remote;
    this.contexts = agreement.contexts();
    this.window = agreement.operationsWindow();
    this.operations = new Operations(connection, remote, agreement, options.events(), peerLog);
  }

  @Override
  public boolean accepts(Uid sopClass, Uid transferSyntax) {
    return contexts.find(sopClass, transferSyntax).isPresent();
  }

  @Override
  public Optional<Uid> acceptedTransferSyntax(Uid sopClass) {
    return contexts.byAbstractSyntax(sopClass).map(PresentationContext::transferSyntax);
  }

  @Override
  public int operationsWindow() {
    return window;
  }

  @Override
  public DimseStatus echo() throws UpperLayerException {
    CommandSet command =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.C_ECHO_RQ)
            .withUid(CommandTag.AffectedSOPClassUID, VERIFICATION.value());
    return request(context(VERIFICATION), command, Optional.empty(), NOTHING_BUT_STATUS);
  }

  @Override
  public DimseStatus store(Uid sopClass, Uid sopInstance, Uid transferSyntax, DataSource data)
      throws UpperLayerException {
    return storeAhead(sopClass, sopInstance, transferSyntax, data).await();
  }

  @Override
  public PendingStore storeAhead(Uid sopClass, Uid sopInstance, Uid transferSyntax, DataSource data)
      throws UpperLayerException {
    PresentationContext context =
        contexts
            .find(sopClass, transferSyntax)
            .orElseThrow(() -> noContext(sopClass, " in transfer syntax " + transferSyntax));
    CommandSet command =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.C_STORE_RQ)
            .with(CommandTag.Priority, PRIORITY_MEDIUM)
            .withUid(CommandTag.AffectedSOPClassUID, sopClass.value())
            .withUid(CommandTag.AffectedSOPInstanceUID, sopInstance.value());
    Operation operation =
        speak(
            () -> {
              operations.awaitUnanswered(window - 1);
              return operations.start(context, command, Optional.of(data), NOTHING_BUT_STATUS);
            });
    return () -> speak(() -> operations.await(operation));
  }

  @Override
  public DimseStatus find(Uid sopClass, DataSource identifier, MatchListener matches)
      throws UpperLayerException {
    PresentationContext context = context(sopClass);
    CommandSet command =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.C_FIND_RQ)
            .with(CommandTag.Priority, PRIORITY_MEDIUM)
            .withUid(CommandTag.AffectedSOPClassUID, sopClass.value());
    return request(
        context,
        command,
        Optional.of(identifier),
        (status, response) ->
            !status.isPending()
                || !response.command().hasDataSet()
                || matches.match(response.data(), context.transferSyntax()));
  }

  @Override
  public MoveOutcome move(
      Uid sopClass, AeTitle destination, DataSource identifier, MoveListener progress)
      throws UpperLayerException {
    PresentationContext context = context(sopClass);
    CommandSet command =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.C_MOVE_RQ)
            .with(CommandTag.Priority, PRIORITY_MEDIUM)
            .withUid(CommandTag.AffectedSOPClassUID, sopClass.value())
            .withText(CommandTag.MoveDestination, destination.value());
    MoveOutcome[] last = {new MoveOutcome(DimseStatus.PROCESSING_FAILURE, -1, -1, -1, -1)};
    request(
        context,
        command,
        Optional.of(identifier),
        (status, response) -> {
          last[0] = outcome(status, response);
          return !status.isPending() || progress.progress(last[0]);
        });
    return last[0];
  }

  private static MoveOutcome outcome(DimseStatus status, Message response) {
    CommandSet command = response.command();
    return new MoveOutcome(
        status,
        command.number(CommandTag.NumberOfRemainingSuboperations).orElse(-1),
        command.number(CommandTag.NumberOfCompletedSuboperations).orElse(-1),
        command.number(CommandTag.NumberOfFailedSuboperations).orElse(-1),
        command.number(CommandTag.NumberOfWarningSuboperations).orElse(-1));
  }

  @Override
  public DimseStatus action(Uid sopClass, Uid sopInstance, int actionTypeId, DataSource information)
      throws UpperLayerException {
    CommandSet command =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.N_ACTION_RQ)
            .withUid(CommandTag.RequestedSOPClassUID, sopClass.value())
            .withUid(CommandTag.RequestedSOPInstanceUID, sopInstance.value())
            .with(CommandTag.ActionTypeID, actionTypeId);
    return request(context(sopClass), command, Optional.of(information), NOTHING_BUT_STATUS);
  }

  @Override
  public DimseStatus eventReport(
      Uid sopClass, Uid sopInstance, int eventTypeId, DataSource information)
      throws UpperLayerException {
    CommandSet command =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.N_EVENT_REPORT_RQ)
            .withUid(CommandTag.AffectedSOPClassUID, sopClass.value())
            .withUid(CommandTag.AffectedSOPInstanceUID, sopInstance.value())
            .with(CommandTag.EventTypeID, eventTypeId);
    return request(context(sopClass), command, Optional.of(information), NOTHING_BUT_STATUS);
  }

  @Override
  public boolean awaitEvent(Duration longest) throws UpperLayerException {
    return speak(() -> operations.awaitEvent(longest));
  }

  private DimseStatus request(
      PresentationContext context,
      CommandSet command,
      Optional<DataSource> data,
      ResponseTaker taker)
      throws UpperLayerException {
    return speak(
        () -> {
          operations.awaitUnanswered(window - 1);
          return operations.await(operations.start(context, command, data, taker));
        });
  }

  private PresentationContext context(Uid sopClass) throws UpperLayerException {
    return contexts.byAbstractSyntax(sopClass).orElseThrow(() -> noContext(sopClass, ""));
  }

  private UpperLayerException noContext(Uid sopClass, String transferSyntax) {
    return new UpperLayerException(
        Kind.NO_CONTEXT, remote + " has not accepted SOP class " + sopClass + transferSyntax);
  }

  /** A part of the conversation with the peer. */
  private interface Conversation<T> {
    T speak() throws UpperLayerException;
  }

  /**
   * Whatever goes wrong between the peers ends the association, and is told with the peer's name.
   */
  private <T> T speak(Conversation<T> conversation) throws UpperLayerException {
    try {
      return conversation.speak();
    } catch (UpperLayerException e) {
      end();
      throw new UpperLayerException(e.kind(), remote + " " + e.getMessage(), e);
    } catch (RuntimeException e) {
      abort();
      throw e;
    }
  }

  private void end() {
    over = true;
    connection.finish(ProtocolLimits.LINGER);
  }

  @Override
  public void release() throws UpperLayerException {
    if (over) {
      return;
    }
    speak(
        () -> {
          operations.awaitUnanswered(0);
          connection.input().allow(remote.responseTimeout());
          connection.release();
          return remote;
        });
    end();
  }

  @Override
  public void abort() {
    over = true;
    connection.abortFromOutside();
  }

  @Override
  public void close() {
    try {
      release();
    } catch (IOException e) {
      abort();
    }
  }
}
