/**
 * Runs one reconstruction job: read, reconstruct, check, write, hand over to the outbox.
 *
 * <p>In: a claimed job. Out: a {@code StepResult}: done with result files in the spool, to be
 * retried, or failed with the reason in words. Each step is repeatable.
 */
@NullMarked
package org.rotavox.pipeline;

import org.jspecify.annotations.NullMarked;
