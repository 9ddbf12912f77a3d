/**
 * When work is looked for and done: claims jobs, runs them, retries, recovers, keeps house
 * (Quartz).
 *
 * <p>In: waiting jobs in the ledger. Out: calls to the pipeline, and the outcome of each in the
 * ledger.
 */
@NullMarked
package org.rotavox.schedule;

import org.jspecify.annotations.NullMarked;
