package org.rotavox.acquisition;

/**
 * What instances of one run have in common: for a multi-frame object its own UID, for parts of a
 * concatenation the series and the Concatenation UID, for runs of single frames, or of objects with
 * a few equal frames, the series, the acquisition number and the plane of a biplane system.
 *
 * @param value opaque text, at most 200 characters
 */
public record RunKey(String value) {}
