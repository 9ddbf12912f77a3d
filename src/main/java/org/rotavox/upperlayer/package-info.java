/**
 * The DICOM Upper Layer and DIMSE: PDUs, the state table, associations, messages, TLS (PS3.7,
 * PS3.8).
 *
 * <p>In: sockets. Out: associations that carry DIMSE messages whose data sets are streams, never
 * whole in memory. Free of the node: who may call, where data goes and what is answered are decided
 * by the room that uses it.
 */
@NullMarked
package org.rotavox.upperlayer;

import org.jspecify.annotations.NullMarked;
