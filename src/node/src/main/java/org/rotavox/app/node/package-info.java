/**
 * The wiring of a node: which room is given to which, what starts in which order and stops in
 * which.
 *
 * <p>In: checked settings. Out: a running {@link org.rotavox.app.node.Node}.
 */
@NullMarked
package org.rotavox.app.node;

import org.jspecify.annotations.NullMarked;
