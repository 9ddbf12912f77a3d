/**
 * The vocabulary that every room speaks: identifiers, states, verdicts and failures.
 *
 * <p>In: nothing. Out: immutable values without behaviour beyond their own validity. Depends on the
 * JDK alone, so that a word means the same in the ledger, in the log, on the wire and in a rule.
 */
@NullMarked
package org.rotavox.model;

import org.jspecify.annotations.NullMarked;
