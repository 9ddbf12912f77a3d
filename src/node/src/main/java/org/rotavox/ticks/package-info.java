/**
 * Regular calls and windows of time (Quartz).
 *
 * <p>In: intervals and cron expressions. Out: calls of short pieces of work, no piece twice at a
 * time; whether a window is open, and when the next one opens.
 */
@NullMarked
package org.rotavox.ticks;

import org.jspecify.annotations.NullMarked;
