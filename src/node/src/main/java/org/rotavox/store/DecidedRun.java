package org.rotavox.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.SeriesFacts;

/**
 * A run of the past with the facts on which it was decided.
 *
 * @param runId ledger identifier
 * @param series Series Instance UID
 * @param calling AE title of the sender
 * @param state what became of it
 * @param decidedAt when it was decided
 * @param ruleName the rule that decided; empty = none was asked
 * @param ruleRevision short digest of the rules; empty = none were asked
 * @param reason why, in words
 * @param facts what was known of it
 */
public record DecidedRun(
    @ColumnName("id") long runId,
    Uid series,
    AeTitle calling,
    RunState state,
    Instant decidedAt,
    String ruleName,
    String ruleRevision,
    String reason,
    SeriesFacts facts) {}
