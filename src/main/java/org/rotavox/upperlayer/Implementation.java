package org.rotavox.upperlayer;

import org.rotavox.model.Uid;

/** How this implementation names itself in every negotiation (PS3.7 section D.3.3.2). */
public final class Implementation {

  /** Implementation Class UID: the same for every version. */
  public static final Uid CLASS_UID = Uid.derived("org.rotavox", "implementation class");

  /** Implementation Version Name, at most 16 characters. */
  public static final String VERSION_NAME = "ROTAVOX_0_1";

  static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

  private Implementation() {}
}
