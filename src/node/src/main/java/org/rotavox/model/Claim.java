package org.rotavox.model;

/**
 * The right to work on a job and to say how it went: one attempt of one process. A job that was
 * taken up again, by whomever, has another claim, and the earlier one holds no longer.
 *
 * @param job ledger identifier
 * @param attempt number of the attempt, from 1
 * @param owner the process
 */
public record Claim(long job, int attempt, String owner) {

  @Override
  public String toString() {
    return "attempt " + attempt + " of job " + job;
  }
}
