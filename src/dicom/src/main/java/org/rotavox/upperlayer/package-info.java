/**
 * The DICOM Upper Layer and DIMSE: associations in both roles, messages, TLS (PS3.7, PS3.8).
 *
 * <p>In: sockets. Out: associations that carry DIMSE messages whose data sets are streams, never
 * whole in memory. Free of the node: who may call, where data go and what is answered are decided
 * by the room that uses it.
 *
 * <pre>
 *   UpperLayer.listen -> DicomServer          UpperLayer.client -> DicomClient -> ClientAssociation
 *     Acceptor, WaitingRoom, AssociationSlots    Requestor: connects
 *     AcceptorAssociation: one peer              RequestorAssociation, Operations: requests, answers
 *     AcceptorDispatch -> AssociationHandler
 *     ContextRefusals, PeerLog: what is refused, once an hour for a peer, kind and cause
 *                  MessageReader, MessageWriter: DIMSE messages as fragments
 *                  Connection: carries out the state table's actions
 *                  Wire: TCP or TLS (Transport), budgets of waiting time, Watchdog
 *   pdu: the PDUs and the state table          dimse: command sets
 * </pre>
 *
 * A peer costs one thread, and about 400 KB, whatever it does. No call waits without a limit: ARTIM
 * before an association and after it, the idle timeout between messages, the DIMSE timeout for each
 * 16 KiB within a message and for each write.
 *
 * <p>Not served: storage commitment and queries as provider, C-GET, N-GET, N-SET, N-CREATE,
 * N-DELETE; as acceptor more than one operation at a time. Extended negotiation is read over.
 */
@NullMarked
package org.rotavox.upperlayer;

import org.jspecify.annotations.NullMarked;
