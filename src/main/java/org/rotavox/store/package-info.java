/**
 * The ledger (H2) and the spool (files): the one truth of the node.
 *
 * <p>In: received files and decisions. Out: durable records and atomic transitions between states.
 * Stages meet only here, so that a crash between any two of them loses nothing and repeats nothing.
 */
@NullMarked
package org.rotavox.store;

import org.jspecify.annotations.NullMarked;
