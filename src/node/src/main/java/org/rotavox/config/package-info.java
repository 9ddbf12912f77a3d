/**
 * YAML files into immutable settings records.
 *
 * <p>In: a folder with {@code rotavox.yaml} and its neighbours. Out: settings records of the rooms
 * below, or every fault at once, with file, line and remedy.
 */
@NullMarked
package org.rotavox.config;

import org.jspecify.annotations.NullMarked;
