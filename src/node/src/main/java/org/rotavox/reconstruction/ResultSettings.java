package org.rotavox.reconstruction;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.result.OutputKind;
import org.rotavox.result.ResultDetails;

/**
 * What the node makes of its volumes, for whom, and what the objects say.
 *
 * @param stationName Station Name of the results
 * @param imageComments Image Comments of the results; empty = none
 * @param seriesDescription template for jobs whose rule has none
 * @param failureNotes whether a failed job leaves a page in the study that says why
 * @param zone in which dates and times of results are meant
 * @param protocols what each protocol makes, by its name
 * @param destinations what each destination takes, by its name
 */
public record ResultSettings(
    String stationName,
    String imageComments,
    String seriesDescription,
    boolean failureNotes,
    ZoneId zone,
    Map<String, ProtocolOutputs> protocols,
    Map<String, DestinationOutputs> destinations) {

  /** CT series for everybody, no notes. */
  public static final ResultSettings DEFAULT =
      new ResultSettings(
          ResultDetails.DEFAULT.stationName(),
          ResultDetails.NOT_FOR_DIAGNOSIS,
          RunOrder.DEFAULT_DESCRIPTION,
          false,
          ZoneOffset.UTC,
          Map.of(),
          Map.of());

  public ResultSettings {
    protocols = Map.copyOf(protocols);
    destinations = Map.copyOf(destinations);
  }

  private ProtocolOutputs protocol(ReconstructionJob job) {
    return protocols.getOrDefault(job.protocol(), ProtocolOutputs.DEFAULT);
  }

  private DestinationOutputs destination(String name) {
    return destinations.getOrDefault(name, DestinationOutputs.DEFAULT);
  }

  /** Returns what a destination takes of a job. */
  Set<OutputKind> takenBy(String destination, ReconstructionJob job) {
    Set<OutputKind> own = destination(destination).kinds();
    return own.isEmpty() ? protocol(job).kinds() : own;
  }

  /** Returns what has to be made for a job: what its destinations take, and what they may need. */
  Set<OutputKind> madeFor(ReconstructionJob job) {
    if (job.shadow() || job.destinations().isEmpty()) {
      return protocol(job).kinds();
    }
    Set<OutputKind> made = EnumSet.noneOf(OutputKind.class);
    for (String name : job.destinations()) {
      Set<OutputKind> taken = takenBy(name, job);
      made.addAll(taken);
      if (destination(name).ctInstead()) {
        taken.forEach(kind -> kind.instead().ifPresent(made::add));
      }
    }
    return made;
  }

  /**
   * Returns the destinations of a job that get a kind.
   *
   * @param made what could be made: where the volume in one object could not, the CT series goes
   */
  public List<String> takersOf(OutputKind kind, Set<OutputKind> made, ReconstructionJob job) {
    return job.destinations().stream()
        .filter(name -> takes(takenBy(name, job), kind, made))
        .toList();
  }

  private static boolean takes(Set<OutputKind> taken, OutputKind kind, Set<OutputKind> made) {
    boolean standsIn =
        taken.stream().anyMatch(t -> t.instead().equals(Optional.of(kind)) && !made.contains(t));
    return taken.contains(kind) || standsIn;
  }

  /** Returns the options of a job's results. */
  public ResultOptions optionsFor(ReconstructionJob job) {
    return new ResultOptions(
        madeFor(job),
        protocol(job).surface(),
        stationName,
        imageComments,
        Optional.of(LocalDateTime.ofInstant(job.createdAt(), zone)));
  }

  /** Returns the template of a job's series description. */
  public String seriesDescriptionOf(ReconstructionJob job) {
    return job.seriesDescription().isEmpty() ? seriesDescription : job.seriesDescription();
  }
}
