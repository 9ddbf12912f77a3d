package org.rotavox.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.rotavox.model.Delivery;

/**
 * A delivery with what came back, for those who watch.
 *
 * @param delivery the delivery
 * @param statusCode the last DIMSE status; -1 if none came
 * @param message the last comment or failure; empty if none
 * @param updatedAt when it last changed
 */
public record DeliveryRecord(
    @Nested Delivery delivery, int statusCode, String message, Instant updatedAt) {}
