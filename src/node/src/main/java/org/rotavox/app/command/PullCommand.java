package org.rotavox.app.command;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.config.NodeSettings;
import org.rotavox.dicom.Uid;
import org.rotavox.send.DestinationSettings;
import org.rotavox.send.Retrieval;
import org.rotavox.upperlayer.ClientAssociation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has an archive send old runs to the node, for a retrospective reconstruction. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    header = "Fetch runs from an archive into the node (C-FIND, C-MOVE).",
    description = {
      "Finds XA series with enough frames for a rotational run in the "
          + "studies that are named, and requests the archive to send them to the "
          + "running node, which applies its rules. The archive must know the "
          + "node's AE title and address.",
      "%nExit code 0 only if something was found and, without --dry-run, all of it was sent."
    })
final class PullCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private NodeFolder node;

  @Option(
      names = "--from",
      paramLabel = "NAME",
      required = true,
      description = "The archive: the name of a destination in the configuration.")
  private String from = "";

  @Option(names = "--study", paramLabel = "UID", description = "Study Instance UID.")
  private @Nullable String study;

  @Option(names = "--patient", paramLabel = "ID", description = "Patient ID.")
  private String patient = "";

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "Study date as 20260301, or a range as 20260301-20260331.")
  private String date = "";

  @Option(names = "--dry-run", description = "Only list what would be fetched.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    Retrieval.Selection selection = selection();
    NodeSettings settings = node.settings();
    DestinationSettings archive = archive(settings);
    try (ClientAssociation association =
        archive.client().connect(archive.remote(), Retrieval.proposals())) {
      Retrieval retrieval = new Retrieval(association);
      List<Retrieval.Candidate> found = retrieval.find(selection);
      if (found.isEmpty()) {
        out.println("no XA series with enough frames for a run");
        return ExitCode.FAILED;
      }
      boolean all =
          new Fetching(retrieval, settings.receive().aeTitle(), out).fetched(found, dryRun);
      if (retrieval.isCut()) {
        out.println("the archive lists too many series: narrow the search with --study or --date");
      }
      return all && !retrieval.isCut() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private Retrieval.Selection selection() {
    if (study == null && patient.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name what to fetch: --study UID, or --patient ID with --date");
    }
    if (study != null && !Uid.isValid(study)) {
      throw new ParameterException(spec.commandLine(), "--study is not a UID");
    }
    if (!date.matches("|[0-9]{8}|[0-9]{8}-|-[0-9]{8}|[0-9]{8}-[0-9]{8}")) {
      throw new ParameterException(
          spec.commandLine(), "--date is written as 20260301 or 20260301-20260331");
    }
    if (!isSpan(date)) {
      throw new ParameterException(
          spec.commandLine(), "--date is no day, or a range that ends before it begins");
    }
    return new Retrieval.Selection(Optional.ofNullable(study).map(Uid::new), patient, date);
  }

  private static boolean isSpan(String date) {
    List<LocalDate> days = new ArrayList<>();
    try {
      for (String day : date.split("-", -1)) {
        if (!day.isEmpty()) {
          days.add(LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE));
        }
      }
    } catch (DateTimeParseException e) {
      return false;
    }
    return days.size() < 2 || !days.get(1).isBefore(days.get(0));
  }

  private DestinationSettings archive(NodeSettings settings) {
    return settings.destinations().stream()
        .filter(destination -> destination.name().equals(from))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no destination \""
                        + from
                        + "\"; there are "
                        + settings.destinations().stream()
                            .map(DestinationSettings::name)
                            .toList()));
  }
}
