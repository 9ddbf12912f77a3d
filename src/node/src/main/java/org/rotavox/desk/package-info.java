/**
 * Everything that a person or a program may ask of a node or order from it.
 *
 * <p>In: the name of an operation and its arguments. Out: answers, or a {@code Refusal} that says
 * what would be possible. The same operations answer for a running node and for a data folder that
 * no node has open.
 *
 * <pre>
 *   Operations       what a node can be asked to do, by name
 *   JobRequests      jobs and runs      RuleRequests   rules
 *   StateRequests    how the node is, backups
 *   NodeAccess       calls them, wherever they are answered
 * </pre>
 */
@NullMarked
package org.rotavox.desk;

import org.jspecify.annotations.NullMarked;
