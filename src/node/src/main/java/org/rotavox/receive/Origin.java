package org.rotavox.receive;

import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.AeTitle;
import org.rotavox.upperlayer.AssociationInfo;

/**
 * Where an object came from. It stands in the File Meta Information of its file (PS3.10 section
 * 7.1), so that a file whose row in the ledger is lost still says it: rules ask for it.
 *
 * @param calling the AE title of the sender
 * @param called the AE title by which the sender called the node
 * @param address network address of the sender, without port; empty = not known
 */
record Origin(AeTitle calling, AeTitle called, String address) {

  /** Of a file that an earlier release wrote, or that somebody put there. */
  private static final AeTitle UNKNOWN = new AeTitle("UNKNOWN");

  private static final String SCHEME = "dicom://";
  private static final int LONGEST_ADDRESS = 64;

  static Origin of(AssociationInfo association) {
    return new Origin(association.calling(), association.called(), association.peerAddress());
  }

  /** Returns what the File Meta Information of a file says. */
  static Origin in(DataSet meta) {
    return new Origin(
        aeTitle(meta, Tag.SourceApplicationEntityTitle),
        aeTitle(meta, Tag.ReceivingApplicationEntityTitle),
        address(meta.getString(Tag.SourcePresentationAddress, "")));
  }

  /** Writes it into the File Meta Information of a file. */
  DataSet into(DataSet meta) {
    meta.setString(Tag.SourceApplicationEntityTitle, calling.value());
    meta.setString(Tag.ReceivingApplicationEntityTitle, called.value());
    if (!address.isEmpty()) {
      boolean six = address.contains(":");
      meta.setString(Tag.SourcePresentationAddress, SCHEME + (six ? "[" + address + "]" : address));
    }
    return meta;
  }

  private static AeTitle aeTitle(DataSet meta, int tag) {
    String text = meta.getString(tag, "").strip();
    return AeTitle.isValid(text) ? new AeTitle(text) : UNKNOWN;
  }

  private static String address(String uri) {
    if (!uri.startsWith(SCHEME)) {
      return "";
    }
    String host = uri.substring(SCHEME.length()).strip();
    boolean six = host.startsWith("[") && host.endsWith("]");
    String address = six ? host.substring(1, host.length() - 1) : host;
    return address.length() <= LONGEST_ADDRESS ? address : "";
  }
}
