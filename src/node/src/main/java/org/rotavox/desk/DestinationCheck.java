package org.rotavox.desk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.rotavox.config.NodeSettings;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.send.DestinationSettings;
import org.rotavox.store.Ledger;
import org.rotavox.ticks.Ticks;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;

/**
 * Whether a destination answers a C-ECHO.
 *
 * @param ok it answered success
 * @param message what came back, in words
 */
public record DestinationCheck(boolean ok, String message) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Returns the name under which the ledger keeps the last check of a destination. */
  static String choreOf(String destination) {
    return "echo " + destination;
  }

  /** Lets the ticks ask all destinations, now and whenever the settings say so. */
  public static void start(Ticks ticks, NodeSettings settings, Ledger ledger) {
    String times = settings.maintenance().destinationCheck();
    if (!times.isEmpty()) {
      Runnable check = () -> recordAll(settings.destinations(), ledger);
      ticks.once("destination check at start", check);
      ticks.at("destination check", times, settings.schedule().timeZone(), check);
    }
  }

  /** Asks all of them, one after another, and keeps in the ledger what they answered. */
  private static void recordAll(List<DestinationSettings> destinations, Ledger ledger) {
    for (DestinationSettings destination : destinations) {
      DestinationCheck check = of(destination);
      ledger.chores().done(choreOf(destination.name()), check.ok(), check.message());
    }
  }

  /** Asks it; waits some seconds at most. */
  public static DestinationCheck of(DestinationSettings destination) {
    RemoteNode remote =
        new RemoteNode(
            destination.calledAeTitle(),
            destination.callingAeTitle(),
            destination.host(),
            destination.port(),
            destination.maxPduBytes(),
            PATIENCE,
            PATIENCE);
    PresentationProposal verification =
        new PresentationProposal(
            SopClass.VERIFICATION, List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()));
    try (ClientAssociation association =
        destination.client().connect(remote, List.of(verification))) {
      DimseStatus status = association.echo();
      return new DestinationCheck(
          status.isSuccess(),
          remote + " answers C-ECHO with " + (status.isSuccess() ? "success" : status));
    } catch (IOException e) {
      return new DestinationCheck(false, String.valueOf(e.getMessage()));
    }
  }
}
