package org.rotavox.upperlayer;

import org.rotavox.dicom.AeTitle;

/**
 * Which association a message belongs to.
 *
 * @param number unique in the life of the server; for logs
 * @param calling AE title of the peer
 * @param called AE title that the peer called
 * @param peerAddress network address of the peer, in numbers
 */
public record AssociationInfo(long number, AeTitle calling, AeTitle called, String peerAddress) {}
