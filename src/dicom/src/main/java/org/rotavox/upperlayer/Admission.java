package org.rotavox.upperlayer;

/**
 * The answer to an {@link AssociationOffer}: accept it with a policy, or reject it with a reason.
 */
public sealed interface Admission {

  /**
   * The association is accepted.
   *
   * @param policy which of the proposed presentation contexts are accepted, and with which transfer
   *     syntax
   * @param known the caller is one that some slots are kept for
   */
  record Accept(TransferSyntaxPolicy policy, boolean known) implements Admission {

    /** Accepts a caller that nothing is kept for. */
    public Accept(TransferSyntaxPolicy policy) {
      this(policy, false);
    }
  }

  /**
   * The association is rejected with an A-ASSOCIATE-RJ (PS3.8 table 9-21).
   *
   * @param result 1 = permanent, 2 = transient
   * @param source 1 = service user, 2 = service provider (ACSE), 3 = service provider
   *     (presentation)
   * @param reason meaning depends on the source
   */
  record Reject(int result, int source, int reason) implements Admission {

    /** Nobody here has that called AE title. */
    public static final Reject CALLED_AE_TITLE_NOT_RECOGNIZED = new Reject(1, 1, 7);

    /** The caller is not on the list. */
    public static final Reject CALLING_AE_TITLE_NOT_RECOGNIZED = new Reject(1, 1, 3);

    /** Rejected for a reason that the standard has no number for. */
    public static final Reject NO_REASON_GIVEN = new Reject(1, 1, 1);

    /** Not now, perhaps later. */
    public static final Reject TEMPORARY_CONGESTION = new Reject(2, 3, 1);

    /** As many associations are open as this side serves. */
    public static final Reject LOCAL_LIMIT_EXCEEDED = new Reject(2, 3, 2);

    public Reject {
      if (result < 1 || result > 2 || source < 1 || source > 3 || reason < 0 || reason > 10) {
        throw new IllegalArgumentException(
            "no such rejection in PS3.8 table 9-21: result %d, source %d, reason %d"
                .formatted(result, source, reason));
      }
    }
  }
}
