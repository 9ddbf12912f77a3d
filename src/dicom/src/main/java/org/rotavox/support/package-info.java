/**
 * What the JDK lacks: named daemon threads, a bounded map, a log line for a fault that repeats,
 * SHA-256.
 *
 * <p>In and out: plain values of the JDK.
 */
@NullMarked
package org.rotavox.support;

import org.jspecify.annotations.NullMarked;
