/**
 * Tests of the packaged node as others meet it: a process of its own, real peers on loopback,
 * results read by programs that share no code with it.
 */
@NullMarked
package org.rotavox.it;

import org.jspecify.annotations.NullMarked;
