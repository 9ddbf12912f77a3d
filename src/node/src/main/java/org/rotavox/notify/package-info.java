/**
 * Tells people and programs what became of runs: by webhook and by mail.
 *
 * <p>In: the journal of the ledger. Out: one message for each event that a channel asked for, at
 * least once, in order, without patient data.
 */
@NullMarked
package org.rotavox.notify;

import org.jspecify.annotations.NullMarked;
