package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;

/**
 * An association that this side has opened: DIMSE services as SCU.
 *
 * <p>For one thread at a time, except {@link #abort()}, which any thread may call. After an {@link
 * UpperLayerException} of another kind than {@link UpperLayerException.Kind#NO_CONTEXT} the
 * association is over.
 */
public interface ClientAssociation extends AutoCloseable {

  /** Verifies the connection (C-ECHO). */
  DimseStatus echo() throws UpperLayerException;

  /** Returns true if the peer has accepted the SOP class with that transfer syntax. */
  boolean accepts(Uid sopClass, Uid transferSyntax);

  /** Returns the transfer syntax of the first accepted context for that SOP class. */
  Optional<Uid> acceptedTransferSyntax(Uid sopClass);

  /** Returns how many operations may be unanswered at once, as negotiated. */
  int operationsWindow();

  /**
   * Sends an object and waits for the answer (C-STORE).
   *
   * @throws UpperLayerException of kind NO_CONTEXT if that pair was not accepted; nothing is sent
   *     then
   */
  DimseStatus store(Uid sopClass, Uid sopInstance, Uid transferSyntax, DataSource data)
      throws UpperLayerException;

  /**
   * Sends an object and returns before the answer, if the negotiated window allows; otherwise waits
   * for an earlier answer first.
   */
  PendingStore storeAhead(Uid sopClass, Uid sopInstance, Uid transferSyntax, DataSource data)
      throws UpperLayerException;

  /**
   * Queries (C-FIND, PS3.7 section 9.1.2).
   *
   * @param identifier the keys, in the transfer syntax of {@link #acceptedTransferSyntax}
   * @param matches takes each match; returns false to cancel the query
   * @return the final status; {@link DimseStatus#isCancelled()} after a cancel
   */
  DimseStatus find(Uid sopClass, DataSource identifier, MatchListener matches)
      throws UpperLayerException;

  /**
   * Asks the peer to send objects to a third node (C-MOVE, PS3.7 section 9.1.4).
   *
   * @param destination AE title that the peer knows how to reach
   * @param progress told after each pending response; returns false to cancel
   */
  MoveOutcome move(Uid sopClass, AeTitle destination, DataSource identifier, MoveListener progress)
      throws UpperLayerException;

  /** Requests an action (N-ACTION), such as a storage commitment. */
  DimseStatus action(Uid sopClass, Uid sopInstance, int actionTypeId, DataSource information)
      throws UpperLayerException;

  /** Reports an event (N-EVENT-REPORT); this side is the SCP then. */
  DimseStatus eventReport(Uid sopClass, Uid sopInstance, int eventTypeId, DataSource information)
      throws UpperLayerException;

  /**
   * Waits for one event report and hands it to the listener of the {@link AssociationOptions}.
   *
   * @return false if none came in that time; the association goes on
   */
  boolean awaitEvent(Duration longest) throws UpperLayerException;

  /** Ends the association in order, after all answers (A-RELEASE). */
  void release() throws UpperLayerException;

  /** Ends the association at once (A-ABORT). */
  void abort();

  /** Releases; aborts if that fails. */
  @Override
  void close();

  /** An object that was sent, whose answer may still be on its way. */
  interface PendingStore {

    /** Waits for the answer. */
    DimseStatus await() throws UpperLayerException;
  }

  /** Takes the matches of a query. */
  interface MatchListener {

    /**
     * Takes one match.
     *
     * @param identifier the match in {@code transferSyntax}
     * @return false to cancel the query
     */
    boolean match(InputStream identifier, Uid transferSyntax) throws IOException;
  }

  /** Follows a C-MOVE. */
  interface MoveListener {

    /** Follows it to its end. */
    MoveListener NONE = outcome -> true;

    /** Told after each pending response; returns false to cancel. */
    boolean progress(MoveOutcome soFar);
  }

  /**
   * How far a C-MOVE has come.
   *
   * @param status pending, or the final status
   * @param remaining sub-operations to be done; -1 where the peer does not say
   * @param completed sub-operations done; -1 where the peer does not say
   * @param failed sub-operations that failed; -1 where the peer does not say
   * @param warnings sub-operations with a warning; -1 where the peer does not say
   */
  record MoveOutcome(DimseStatus status, int remaining, int completed, int failed, int warnings) {}
}
