/**
 * What all tables of quirks have in common: the ways of writing a run that are known, each one a
 * row with its condition, its meaning and its source.
 *
 * <p>The tables stand where their rows are used: {@code AngleReading} in {@code orbit}, {@code
 * IntensityReading}, {@code SilentRelationship} and {@code LogarithmStep} in {@code intensity},
 * {@code GeometryForm} in {@code sidecar}, {@code HeaderQuirk} and {@code ProcessedMark} in the
 * room itself. One new quirk is one new row in one of them.
 */
@NullMarked
package org.rotavox.acquisition.quirk;

import org.jspecify.annotations.NullMarked;
