/**
 * YAML files into immutable settings records.
 *
 * <p>In: a folder with {@code rotavox.yaml} and its neighbours, and the keys that the packages
 * below own. Out: settings records of these packages, or every fault at once, with file, line and
 * remedy.
 */
@NullMarked
package org.rotavox.config;

import org.jspecify.annotations.NullMarked;
