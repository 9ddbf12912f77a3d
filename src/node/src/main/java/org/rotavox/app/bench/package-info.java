/**
 * Synthetic cases that measure engines.
 *
 * <p>In: sizes. Out: figures for {@code bench}.
 */
@NullMarked
package org.rotavox.app.bench;

import org.jspecify.annotations.NullMarked;
