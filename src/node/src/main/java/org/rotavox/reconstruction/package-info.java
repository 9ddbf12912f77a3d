/**
 * From the files of one run to the files of its results: read, reconstruct, check, write.
 *
 * <p>In: a {@code RunOrder}. Out: a {@code RunOutcome}: written files, or the reason why there are
 * none. Knows neither ledger nor network.
 */
@NullMarked
package org.rotavox.reconstruction;

import org.jspecify.annotations.NullMarked;
