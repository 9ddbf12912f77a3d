/**
 * The command line and the wiring: what starts in which order, what stops in which, exit codes.
 *
 * <p>In: arguments. Out: a running node, or one of the tools; messages for people on the terminal.
 */
@NullMarked
package org.rotavox.app;

import org.jspecify.annotations.NullMarked;
