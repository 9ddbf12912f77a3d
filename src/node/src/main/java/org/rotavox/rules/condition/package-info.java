/**
 * Conditions over the facts of a series: typed, checked before use, bounded, without side effects.
 *
 * <p>In: the text of a condition in the Common Expression Language (CEL), then {@code SeriesFacts}.
 * Out: {@link org.rotavox.rules.condition.Truth}, and the value of every sub-condition. CEL checks
 * the text; comparisons of a fact with a fixed value, which is what nearly all conditions consist
 * of, are then computed directly, everything else by CEL's interpreter.
 */
@NullMarked
package org.rotavox.rules.condition;

import org.jspecify.annotations.NullMarked;
