/**
 * Names of DICOM that everything else speaks of: UIDs, AE titles, text without control characters.
 *
 * <p>In: texts from headers, networks and configurations. Out: values that are valid by
 * construction. No input or output.
 */
@NullMarked
package org.rotavox.dicom;

import org.jspecify.annotations.NullMarked;
