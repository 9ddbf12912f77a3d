package org.rotavox.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Tag;
import org.rotavox.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in whole files of the spool that the ledger does not know: what was received when the
 * process ended or the ledger broke, and what was acknowledged after the backup that was restored.
 * Who sent them stands in their File Meta Information.
 */
public final class UnrecordedIntake {

  private static final Logger LOG = LoggerFactory.getLogger(UnrecordedIntake.class);
  private static final List<Integer> REQUIRED =
      List.of(Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID);

  private final Store store;
  private final Clock clock;
  private final Recording recording;

  /** Makes an intake that does nothing until it is called. */
  public UnrecordedIntake(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.recording = new Recording(store, MemoryBudget.ofHeap());
  }

  /** Takes in what there is, while the ledger is open; call it every few seconds. */
  public void tick() {
    if (store.unrecorded().count() > 0 && store.isUsable()) {
      int taken = store.unrecorded().takeIn(this::take);
      if (taken > 0) {
        LOG.info("{} files of the spool without a row in the ledger were taken in", taken);
      }
    }
  }

  /** Returns false if the file is no object that the node would have taken. */
  private boolean take(Path relative) throws IOException {
    Path file = store.spool().resolve(relative);
    long bytes = Files.size(file);
    DicomFile read;
    try {
      read = recording.read(relative, bytes);
    } catch (DicomFormatException e) {
      LOG.debug("{} cannot be read", relative, e);
      return false;
    } catch (OutOfMemoryError | StackOverflowError e) {
      LOG.warn("{}: not enough memory to read it: {}", relative, e.toString());
      return false;
    }
    DataSet header = read.dataSet();
    if (REQUIRED.stream().anyMatch(tag -> header.getUid(tag).isEmpty())) {
      return false;
    }
    String sha256 = SourceFile.digestFrom(file, read.dataSetOffset());
    Path here = store.unrecorded().release(relative);
    Recording.Recorded recorded =
        recording.record(
            header,
            read.fileMeta().getUid(Tag.TransferSyntaxUID).orElse(read.transferSyntax().uid()),
            Origin.in(read.fileMeta()),
            new Recording.SpoolFile(here, bytes, sha256),
            clock.instant());
    LOG.debug("{}: {}", here, recorded.admitted());
    return true;
  }
}
