package org.rotavox.store;

import org.rotavox.model.Claim;
import org.rotavox.model.JobState;

/** A write about a running job came from an attempt that is over: nothing was written. */
public final class LostClaim extends IllegalStateException {

  private static final long serialVersionUID = 1;

  LostClaim(Claim claim, JobState state, Claim now) {
    super(
        claim.equals(now)
            ? "%s is over: the job is %s".formatted(claim, state)
            : "%s is over: the job is %s in attempt %d".formatted(claim, state, now.attempt()));
  }
}
