package org.rotavox.store;

/** How far readers of the journal have come, so that each goes on there after a restart. */
public final class JournalCursors {

  private final Transactions transactions;
  private final Journal journal;

  JournalCursors(Transactions transactions, Journal journal) {
    this.transactions = transactions;
    this.journal = journal;
  }

  /** Makes a reader known; it begins behind the last line, unless it is known already. */
  public void begin(String name) {
    transactions.change(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO journal_cursors (name, last_event)"
                        + " SELECT CAST(:name AS VARCHAR(200)), CAST(:last AS BIGINT) WHERE NOT"
                        + " EXISTS (SELECT 1 FROM journal_cursors WHERE name = :name)")
                .bind("name", name)
                .bind("last", journal.last(handle))
                .execute());
  }

  /** Returns the number of the last line that a known reader has read. */
  public long position(String name) {
    return transactions.read(
        handle ->
            handle
                .createQuery("SELECT last_event FROM journal_cursors WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one());
  }

  /** Records that a reader has read up to this line. */
  public void advance(String name, long lastEvent) {
    transactions.change(
        handle ->
            handle
                .createUpdate("UPDATE journal_cursors SET last_event = :last WHERE name = :name")
                .bind("name", name)
                .bind("last", lastEvent)
                .execute());
  }
}
