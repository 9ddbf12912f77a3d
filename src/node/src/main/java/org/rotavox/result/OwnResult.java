package org.rotavox.result;

import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.VR;

/**
 * The private block by which every result says which rule asked for it, and by which the node knows
 * its own output again.
 *
 * <pre>
 *   (0099,00xx) private creator "ROTAVOX"
 *   (0099,xx01) LO  name of the rule
 *   (0099,xx02) LO  revision of the rules file
 *   (0099,xx03) LO  name of the reconstruction protocol
 * </pre>
 */
public final class OwnResult {

  /** The private creator of the block. */
  public static final String PRIVATE_CREATOR = "ROTAVOX";

  /** Manufacturer (0008,0070) of every result. */
  public static final String MANUFACTURER = "Rotavox";

  private static final int RULE_NAME = 0x00990001;
  private static final int RULE_REVISION = 0x00990002;
  private static final int PROTOCOL_NAME = 0x00990003;

  private OwnResult() {}

  /** Returns true if the object was written by a Rotavox node: it must never be processed again. */
  public static boolean isOwn(DataSet header) {
    return header.getString(PRIVATE_CREATOR, PROTOCOL_NAME).isPresent();
  }

  static void mark(DataSet result, ResultOrigin origin, SourceText text) {
    put(result, RULE_NAME, origin.ruleName(), text);
    put(result, RULE_REVISION, origin.ruleRevision(), text);
    put(result, PROTOCOL_NAME, origin.protocolName(), text);
  }

  private static void put(DataSet result, int tag, String value, SourceText text) {
    result.setString(PRIVATE_CREATOR, tag, VR.LO, text.fit(value, SourceText.LONG_STRING));
  }
}
