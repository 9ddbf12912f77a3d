/**
 * That the parts of a node which must never stop do not stop unseen: each part says when it did its
 * round, one that dies is started again, and one that dies again and again ends the process, so
 * that whoever supervises it can start a whole one.
 *
 * <p>In: rounds and deaths of the parts. Out: which part is late, and the order to end the process.
 */
@NullMarked
package org.rotavox.liveness;

import org.jspecify.annotations.NullMarked;
