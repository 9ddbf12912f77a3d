package org.rotavox.dataset;

/**
 * What surrounds the elements that a parser is reading.
 *
 * @param target receives them
 * @param encoding how they are written
 * @param end offset behind the last byte that may be theirs; Long.MAX_VALUE if it is not known
 * @param delimited they end at an item delimiter
 * @param depth number of sequences around
 * @param sequence tag of the sequence around; 0 if there is none
 * @param sequenceEnd offset behind that sequence; Long.MAX_VALUE if a delimiter ends it
 */
record Scope(
    DataSet target,
    Encoding encoding,
    long end,
    boolean delimited,
    int depth,
    int sequence,
    long sequenceEnd) {}
