package org.rotavox.desk;

import java.util.Optional;

/**
 * Which rules of the past are meant.
 *
 * @param revision the first digits of the digest of their text; empty = see the operation
 */
public record Revision(Optional<String> revision) {}
