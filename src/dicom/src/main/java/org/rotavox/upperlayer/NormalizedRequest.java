package org.rotavox.upperlayer;

import org.rotavox.dicom.Uid;

/**
 * An N-ACTION or N-EVENT-REPORT request (PS3.7 sections 10.3.1 and 10.3.4) without its data set.
 *
 * @param messageId of the request
 * @param sopClass the requested or affected SOP class
 * @param sopInstance the requested or affected SOP instance
 * @param typeId the action type id or event type id
 * @param transferSyntax of the data set
 * @param hasData whether there is a data set
 */
public record NormalizedRequest(
    int messageId,
    Uid sopClass,
    Uid sopInstance,
    int typeId,
    Uid transferSyntax,
    boolean hasData) {}
