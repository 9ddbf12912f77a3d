/**
 * The receiving side of the node: C-STORE and C-ECHO as provider.
 *
 * <p>In: associations from angio suites and archives. Out: spooled files and ledger rows; only
 * after both are durable does the sender read status 0000.
 */
@NullMarked
package org.rotavox.receive;

import org.jspecify.annotations.NullMarked;
