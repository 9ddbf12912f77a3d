package org.rotavox.upperlayer;

import org.rotavox.dicom.Uid;

/**
 * An accepted presentation context.
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax a SOP class as a rule
 * @param transferSyntax that data sets have in this context
 */
record PresentationContext(int id, Uid abstractSyntax, Uid transferSyntax) {}
