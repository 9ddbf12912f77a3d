/**
 * Groups received instances into runs, decides when a run is complete, and asks the rules.
 *
 * <p>In: ledger rows of received instances. Out: one job for each run that shall be reconstructed,
 * or a recorded reason why not.
 */
@NullMarked
package org.rotavox.collect;

import org.jspecify.annotations.NullMarked;
