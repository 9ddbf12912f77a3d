/**
 * YAML files that people write by hand, read so that every fault has a place.
 *
 * <p>In: the text of a file. Out: maps, lists and values that know their line and column, and all
 * faults at once, each with the piece of text, what was expected and the nearest valid name. Stands
 * in the rules room because the rule book is the lowest room that reads such a file; the settings
 * are read with it too.
 */
@NullMarked
package org.rotavox.yaml;

import org.jspecify.annotations.NullMarked;
