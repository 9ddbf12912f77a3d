package org.rotavox.upperlayer;

import org.rotavox.dataset.DicomWriter;
import org.rotavox.dicom.Uid;

/** How this implementation names itself in every negotiation (PS3.7 section D.3.3.2). */
public final class Implementation {

  /** Implementation Class UID: the same for every version. */
  public static final Uid CLASS_UID = DicomWriter.IMPLEMENTATION_CLASS_UID;

  /** Implementation Version Name, at most 16 characters. */
  public static final String VERSION_NAME = DicomWriter.IMPLEMENTATION_VERSION_NAME;

  static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

  private Implementation() {}
}
