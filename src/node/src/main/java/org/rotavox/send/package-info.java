/**
 * The sending side of the node: C-STORE as user.
 *
 * <p>In: pending deliveries of the outbox. Out: the outcome of each instance at each destination in
 * the ledger; only what failed is sent again.
 */
@NullMarked
package org.rotavox.send;

import org.jspecify.annotations.NullMarked;
