package org.rotavox.desk;

import java.time.Instant;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.store.DecidedRun;
import org.rotavox.store.FactsJson;
import org.rotavox.store.RunState;

/**
 * A run of the past as it is answered; see {@link DecidedRun}.
 *
 * @param facts what was known of it, as JSON in a text
 */
public record PastRun(
    long run,
    String series,
    String calling,
    RunState state,
    Instant decidedAt,
    String rule,
    String revision,
    String reason,
    String facts) {

  static PastRun of(DecidedRun run) {
    return new PastRun(
        run.runId(),
        run.series().value(),
        run.calling().value(),
        run.state(),
        run.decidedAt(),
        run.ruleName(),
        run.ruleRevision(),
        run.reason(),
        FactsJson.write(run.facts()));
  }

  DecidedRun decided() {
    return new DecidedRun(
        run,
        new Uid(series),
        new AeTitle(calling),
        state,
        decidedAt,
        rule,
        revision,
        reason,
        FactsJson.read(facts));
  }
}
