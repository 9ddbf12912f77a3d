/**
 * When work is looked for and done: claims jobs, runs them, retries, recovers, keeps house
 * (Quartz).
 *
 * <p>In: waiting jobs in the ledger. Out: calls to the pipeline, and the outcome of each in the
 * ledger.
 *
 * <p>Other processes cannot open the ledger of a running node: the operating system's lock on the
 * data folder refuses them, on purpose. Orders and questions of a command therefore have to go
 * through the node, by {@code JobOperations} and the reading methods of the ledger; while no node
 * runs, a command opens the data folder itself.
 */
@NullMarked
package org.rotavox.schedule;

import org.jspecify.annotations.NullMarked;
