/**
 * The keys of {@code tls}, which the node's own port and each destination have.
 *
 * <p>In: a section that may have {@code tls}. Out: the settings of a secured connection.
 */
@NullMarked
package org.rotavox.settings.tls;

import org.jspecify.annotations.NullMarked;
