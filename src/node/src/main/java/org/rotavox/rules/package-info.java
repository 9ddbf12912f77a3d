/**
 * The rule book: decides from the facts of a series what happens with it, and says why.
 *
 * <p>In: a rules file and {@code SeriesFacts}. Out: a {@code Verdict} with an explanation. Pure: no
 * clock of its own, no files but the rules file, no code execution.
 */
@NullMarked
package org.rotavox.rules;

import org.jspecify.annotations.NullMarked;
