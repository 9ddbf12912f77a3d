/**
 * The door by which commands reach a running node: a Unix-domain socket in its data folder.
 *
 * <pre>
 *   Operations       what a node can be asked to do, by name; every room's part is added at wiring
 *   NodeAccess       calls operations: of a node that runs ({@link
 *                    org.rotavox.control.ControlClient}) or of a data folder that no node has
 *                    open (the operations themselves)
 *   ControlServer    the socket: one request line in, answer lines out, bounded
 *   ControlAddress   where the socket is
 * </pre>
 *
 * <p>On the wire: one connection for one request, {@code
 * {"operation":"job.pause","arguments":{"job":7}}} and a line feed. Then lines {@code
 * {"answer":…}}, as many as the operation gives, and at last {@code {"end":true}} or {@code
 * {"error":"why not"}}. UTF-8, one line for one object. Only the user that the node runs as, and
 * root, are let in.
 */
@NullMarked
package org.rotavox.control;

import org.jspecify.annotations.NullMarked;
