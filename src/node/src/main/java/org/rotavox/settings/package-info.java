/**
 * How settings are read from a configuration file.
 *
 * <p>In: a file that {@code yaml} has read, and the keys of the package that asks. Out: checked
 * values, the faults, and for each value where it comes from. No key stands here: each belongs to
 * the package that uses it.
 */
@NullMarked
package org.rotavox.settings;

import org.jspecify.annotations.NullMarked;
