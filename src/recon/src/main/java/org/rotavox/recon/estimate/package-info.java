/**
 * What a run says of itself that its header does not: estimators that look at the images before a
 * reconstruction is planned, and hand it a stack that knows more.
 */
@NullMarked
package org.rotavox.recon.estimate;

import org.jspecify.annotations.NullMarked;
