package org.rotavox.desk;

import java.util.Optional;

/**
 * Which decided runs are wanted: those of a series, or all since a time.
 *
 * @param series a Series Instance UID
 * @param since a time such as 2026-11-22T10:00:00Z
 */
public record PastRuns(Optional<String> series, Optional<String> since) {}
