/**
 * The commands, one class each: their options, their output, their exit codes.
 *
 * <p>In: arguments. Out: text for people (or JSON for programs) and an {@link
 * org.rotavox.app.command.ExitCode}.
 */
@NullMarked
package org.rotavox.app.command;

import org.jspecify.annotations.NullMarked;
