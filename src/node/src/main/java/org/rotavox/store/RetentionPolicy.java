package org.rotavox.store;

import java.time.Duration;

/**
 * How long, and how much, the files of one category are kept. What is not settled belongs to no
 * category: it is kept whatever it takes.
 *
 * @param keep files go this long after their run was settled
 * @param maximumBytes where the category takes more, the oldest go before their time
 */
public record RetentionPolicy(Duration keep, long maximumBytes) {

  /** As much as the disk holds. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Returns the policy that looks at the age only. */
  public static RetentionPolicy keeping(Duration keep) {
    return new RetentionPolicy(keep, UNLIMITED);
  }
}
