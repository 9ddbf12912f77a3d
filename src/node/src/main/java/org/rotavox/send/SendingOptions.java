package org.rotavox.send;

import java.util.List;
import org.rotavox.dataset.TransferSyntax;

/**
 * How objects go to a destination.
 *
 * @param transferSyntaxes uncompressed ones that are proposed, best first
 * @param associations how many associations at once, 1 to 16
 * @param operationsWindow how many objects may be unanswered at once on one association, 1 to 64;
 *     the destination may say less
 * @param timeWindow name of the time window in which objects are sent; empty = always
 * @param ctInstead true if the CT series goes where the destination refuses the SOP class of a
 *     volume in one object; false if that delivery fails
 */
public record SendingOptions(
    List<TransferSyntax> transferSyntaxes,
    int associations,
    int operationsWindow,
    String timeWindow,
    boolean ctInstead) {

  /** One association, one object at a time, always; what every archive takes. */
  public static final SendingOptions DEFAULT =
      new SendingOptions(
          List.of(
              TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN),
          1,
          1,
          "",
          true);

  public SendingOptions {
    transferSyntaxes = List.copyOf(transferSyntaxes);
  }
}
