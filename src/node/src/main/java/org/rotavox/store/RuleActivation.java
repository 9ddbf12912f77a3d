package org.rotavox.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * The moment from which a text of the rules decides; it ends with the next one.
 *
 * @param revision short digest of the text
 * @param file name of the file that it was read from
 * @param at when
 * @param cause what made the node read it, in a word or two; empty if that was not recorded
 */
public record RuleActivation(
    @ColumnName("digest") String revision, String file, Instant at, String cause) {}
