package org.rotavox.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.rotavox.dicom.Uid;

/** The rows of received instances. */
final class InstanceRows {

  private final Journal journal;
  private final Arrivals arrivals;

  InstanceRows(Journal journal) {
    this.journal = journal;
    this.arrivals = new Arrivals(journal);
  }

  /** Records an instance; see {@link Ledger#recordInstance}. */
  Admitted record(Handle handle, ReceivedInstance received, KnownCopies copies) {
    List<Known> known = knownCopies(handle, received.sopInstance());
    for (Known copy : known) {
      if (copy.sha256.equals(received.sha256())) {
        return repeated(handle, copy, received);
      }
    }
    if (copies.misses(present(known))) {
      return Admitted.TO_COMPARE;
    }
    for (Known copy : known) {
      if (copies.same().equals(Optional.of(copy.sha256)) && copy.isPresent()) {
        return sameObject(handle, copy, received, copies.words());
      }
    }
    int copyNumber = known.isEmpty() ? 0 : known.get(known.size() - 1).copy + 1;
    long runId = arrivals.runFor(handle, received, copyNumber);
    insert(handle, received, runId, copyNumber);
    if (copyNumber == 0) {
      return Admitted.NEW;
    }
    journal.write(
        handle,
        LedgerEvent.Kind.CONFLICT,
        runId,
        0,
        received.sopInstance()
            + " came from "
            + received.calling()
            + " with other content than before; kept as copy "
            + copyNumber);
    return Admitted.CONFLICT;
  }

  private Admitted repeated(Handle handle, Known copy, ReceivedInstance received) {
    if (copy.fileState.equals("MISSING")) {
      handle
          .createUpdate("UPDATE instances SET file = :file, file_state = 'PRESENT' WHERE id = :id")
          .bind("file", received.spoolPath().toString())
          .bind("id", copy.id)
          .execute();
      return Admitted.NEW;
    }
    countRepeat(handle, copy, received.sopInstance() + " came again from " + received.calling());
    return Admitted.DUPLICATE;
  }

  private Admitted sameObject(Handle handle, Known copy, ReceivedInstance received, String words) {
    countRepeat(
        handle,
        copy,
        received.sopInstance()
            + " came again from "
            + received.calling()
            + " in other bytes: pixels, geometry and patient are the same, the first is kept"
            + words);
    return Admitted.SAME_OBJECT;
  }

  private void countRepeat(Handle handle, Known copy, String words) {
    handle
        .createUpdate("UPDATE runs SET duplicate_count = duplicate_count + 1 WHERE id = :id")
        .bind("id", copy.runId)
        .execute();
    int repeats =
        handle
            .createQuery("SELECT duplicate_count FROM runs WHERE id = :id")
            .bind("id", copy.runId)
            .mapTo(Integer.class)
            .one();
    if (isTold(repeats)) {
      journal.write(
          handle,
          LedgerEvent.Kind.DUPLICATE,
          copy.runId,
          0,
          words + "; repeats in this run: " + repeats);
    }
  }

  /** The 1st, 10th, 100th: the journal does not grow with what a sender repeats. */
  private static boolean isTold(int repeats) {
    int left = repeats;
    while (left % 10 == 0 && left > 0) {
      left /= 10;
    }
    return left == 1;
  }

  List<KnownCopies.Copy> copiesOf(Handle handle, Uid sopInstance) {
    return present(knownCopies(handle, sopInstance));
  }

  private static List<KnownCopies.Copy> present(List<Known> known) {
    return known.stream()
        .filter(Known::isPresent)
        .map(copy -> new KnownCopies.Copy(copy.sha256, copy.file))
        .toList();
  }

  private static List<Known> knownCopies(Handle handle, Uid sopInstance) {
    return handle
        .createQuery(
            "SELECT id, run_id, copy_number, sha256, file_state, file FROM instances"
                + " WHERE sop_instance = :uid ORDER BY copy_number")
        .bind("uid", sopInstance.value())
        .map(Columns.to(Known.class))
        .list();
  }

  private static void insert(Handle handle, ReceivedInstance received, long runId, int copyNumber) {
    Columns.insert(
        handle,
        "instances",
        new StoredInstance(
            0,
            runId,
            received.sopClass(),
            received.sopInstance(),
            received.study(),
            received.series(),
            received.transferSyntax(),
            received.calling(),
            received.called(),
            received.address(),
            received.spoolPath(),
            received.bytes(),
            received.sha256(),
            copyNumber,
            received.receivedAt(),
            received.patientKey()));
  }

  /** Returns the instances of a run with those of its earlier generations, in order of arrival. */
  List<StoredInstance> ofRun(Handle handle, long runId) {
    return handle
        .createQuery(
            "SELECT i.* FROM instances i JOIN runs r ON r.id = i.run_id JOIN runs own"
                + " ON own.run_key = r.run_key AND r.generation <= own.generation"
                + " WHERE own.id = :run ORDER BY i.id")
        .bind("run", runId)
        .map(Columns.to(StoredInstance.class))
        .list();
  }

  /** Returns true if one study holds instances of patients that can be told apart. */
  boolean hasTwoPatients(Handle handle, Uid study) {
    return handle
            .createQuery(
                "SELECT COUNT(DISTINCT patient_key) FROM instances"
                    + " WHERE study = :study AND patient_key <> ''")
            .bind("study", study.value())
            .mapTo(Integer.class)
            .one()
        > 1;
  }

  record Known(
      long id,
      long runId,
      @ColumnName("copy_number") int copy,
      String sha256,
      String fileState,
      Path file) {

    boolean isPresent() {
      return fileState.equals("PRESENT");
    }
  }
}
