/**
 * What a node does for itself at regular times: retention, which ends a full disk, and backups of
 * the ledger.
 *
 * <p>In: times and limits. Out: removed files, backups, and a record of each chore in the ledger.
 */
@NullMarked
package org.rotavox.upkeep;

import org.jspecify.annotations.NullMarked;
