package org.rotavox.work;

import java.io.UncheckedIOException;
import org.rotavox.model.Claim;
import org.rotavox.recon.Progress;
import org.rotavox.store.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the progress of a job into the ledger, where every process can read it, and reads from
 * there whether the job shall end. Not more often than a few times a second: a row is a
 * transaction.
 */
final class LedgerProgress implements Progress {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerProgress.class);
  private static final long LEAST_INTERVAL_NANOS = 250_000_000L;

  private final Ledger ledger;
  private final Claim claim;
  private long lastWrite = System.nanoTime() - LEAST_INTERVAL_NANOS;
  private volatile boolean cancelled;

  LedgerProgress(Ledger ledger, Claim claim) {
    this.ledger = ledger;
    this.claim = claim;
  }

  @Override
  public void report(String stage, long done, long total) {
    if (mayWrite()) {
      int percent = (int) Math.max(0, Math.min(100, 100 * done / Math.max(1, total)));
      try {
        cancelled = !ledger.jobProgress(claim, stage, percent);
      } catch (UncheckedIOException e) {
        LOG.debug("{}: its progress cannot be recorded", claim, e); // no reason to end it
      }
    }
  }

  private synchronized boolean mayWrite() {
    long now = System.nanoTime();
    if (now - lastWrite < LEAST_INTERVAL_NANOS) {
      return false;
    }
    lastWrite = now;
    return true;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
