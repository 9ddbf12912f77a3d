/**
 * Work on jobs: claims them inside their time windows, runs them, tries them again, takes over what
 * a process that died left behind.
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
package org.rotavox.work;

import org.jspecify.annotations.NullMarked;
