package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.rotavox.dicom.AeTitle;
import org.rotavox.send.MoveReport;
import org.rotavox.send.Retrieval;

/** Has one series after the other sent to a node, and says what came of each. */
final class Fetching {

  private final Retrieval retrieval;
  private final AeTitle node;
  private final PrintWriter out;
  private boolean over;

  Fetching(Retrieval retrieval, AeTitle node, PrintWriter out) {
    this.retrieval = retrieval;
    this.node = node;
    this.out = out;
  }

  /**
   * Fetches these.
   *
   * @param dryRun list them only
   * @return true if all were sent, or listed
   */
  boolean fetched(List<Retrieval.Candidate> found, boolean dryRun) {
    int sent = 0;
    for (Retrieval.Candidate each : found) {
      out.println(words(each));
      if (!dryRun) {
        sent += fetched(each) ? 1 : 0;
      }
    }
    out.println(
        found.size()
            + (dryRun ? " series would be fetched" : " series asked for, " + sent + " sent"));
    return dryRun || sent == found.size();
  }

  /** After the association has broken nothing more is asked for, and that is said of each. */
  private boolean fetched(Retrieval.Candidate each) {
    if (over) {
      out.println("  not sent to " + node + ": the association is over");
      return false;
    }
    try {
      MoveReport report = new MoveReport(retrieval.move(each, node), each.instances());
      out.println(report.isComplete() ? complete(report) : incomplete(report));
      return report.isComplete();
    } catch (IOException e) {
      over = true;
      out.println("  not sent to " + node + ": " + e.getMessage());
      return false;
    }
  }

  private String complete(MoveReport report) {
    int warnings = report.outcome().warnings();
    return "  sent to " + node + (warnings > 0 ? ", " + warnings + " of it with a warning" : "");
  }

  private String incomplete(MoveReport report) {
    return (report.sent() > 0 ? "  not all of it sent to " : "  not sent to ")
        + node
        + ": "
        + report.words()
        + "; check that the archive knows "
        + node
        + " and that the node runs";
  }

  private static String words(Retrieval.Candidate each) {
    return "series "
        + each.series()
        + (each.date().isEmpty() ? "" : " of " + each.date())
        + ": "
        + each.instances()
        + (each.instances() == 1 ? " object" : " objects")
        + (each.frames() > 0 ? ", up to " + each.frames() + " frames" : "")
        + (each.description().isEmpty() ? "" : ", \"" + each.description() + "\"");
  }
}
