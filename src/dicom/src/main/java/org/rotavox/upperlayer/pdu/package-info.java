/**
 * The seven protocol data units of PS3.8 section 9.3 as values and bytes, and the state table of
 * PS3.8 section 9.2 as data.
 *
 * <pre>
 *   Pdu              what travels: A-ASSOCIATE-RQ/-AC/-RJ, A-RELEASE-RQ/-RP, A-ABORT; P-DATA-TF by its
 *                    header alone, since its content is a stream
 *   PduDecoder       bytes to Pdu, every length checked; PduFormatException otherwise
 *   PduEncoder       Pdu to bytes
 *   StateTable       state x event to action and next state
 * </pre>
 *
 * Without sockets, threads and time: those are the business of the package above.
 */
@NullMarked
package org.rotavox.upperlayer.pdu;

import org.jspecify.annotations.NullMarked;
