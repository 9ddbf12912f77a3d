package org.rotavox.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * The last time that something was done which the node does at regular times.
 *
 * @param name what, such as {@code backup}
 * @param at when
 * @param ok it went well
 * @param message in words, with figures
 */
public record Chore(String name, @ColumnName("last_ms") Instant at, boolean ok, String message) {}
