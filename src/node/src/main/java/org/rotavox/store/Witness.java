package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotavox.spool.Durability;
import org.rotavox.spool.OwnerOnly;
import org.rotavox.spool.Spool;
import org.rotavox.spool.StoreException;

/**
 * A note beside the database of how far the journal had come when the node stopped. A database that
 * comes back shorter has lost what was acknowledged; no start may pass over that in silence.
 */
final class Witness {

  private static final String NAME = "last-event";

  private final Path file;

  Witness(Path ledgerFolder) {
    this.file = ledgerFolder.resolve(NAME);
  }

  /** Writes down the last line of the journal. */
  void note(long lastEvent) throws IOException {
    OwnerOnly.write(file, Long.toString(lastEvent));
    Durability.forceFile(file);
    Durability.forceFolder(Spool.parentOf(file));
  }

  /**
   * Compares the journal with the note.
   *
   * @throws StoreException if the journal ends before it
   */
  void check(long lastEvent) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    String text = Files.readString(file).strip();
    long noted = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    if (lastEvent < noted) {
      throw new StoreException(
          StoreException.Kind.LEDGER_UNREADABLE,
          "the ledger ends with event "
              + lastEvent
              + ", but when the node stopped it ended with "
              + noted
              + ": its file was replaced or lost its end. Bring back the newest copy of it, or, to"
              + " go on with this one, remove "
              + file);
    }
  }
}
