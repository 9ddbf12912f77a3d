package org.rotavox.upperlayer;

import org.rotavox.dicom.Uid;

/**
 * A C-STORE request (PS3.7 section 9.3.1.1) without its data set.
 *
 * @param messageId of the request; unique among those that are unanswered
 * @param sopClass of the object, as the command says
 * @param sopInstance of the object, as the command says
 * @param transferSyntax that was negotiated for the presentation context
 */
public record StoreRequest(int messageId, Uid sopClass, Uid sopInstance, Uid transferSyntax) {}
