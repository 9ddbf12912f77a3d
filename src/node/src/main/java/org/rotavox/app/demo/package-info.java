/**
 * The demo: a node, a small archive that plays the PACS, and a simulated run that goes the whole
 * way between them.
 *
 * <p>In: a scratch folder. Out: a table of what was checked, and a preview picture.
 */
@NullMarked
package org.rotavox.app.demo;

import org.jspecify.annotations.NullMarked;
