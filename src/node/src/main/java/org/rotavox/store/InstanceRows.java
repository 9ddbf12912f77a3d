package org.rotavox.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.rotavox.dicom.AeTitle;
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
        .map(
            (row, context) ->
                new Known(
                    row.getLong("id"),
                    row.getLong("run_id"),
                    row.getInt("copy_number"),
                    row.getString("sha256"),
                    row.getString("file_state"),
                    Path.of(row.getString("file"))))
        .list();
  }

  private static void insert(Handle handle, ReceivedInstance received, long runId, int copyNumber) {
    handle
        .createUpdate(
            "INSERT INTO instances (run_id, sop_class, sop_instance, copy_number, study, series,"
                + " transfer_syntax, calling, called, address, file, file_state, bytes, sha256,"
                + " received_at_ms, patient_key)"
                + " VALUES (:run, :sopClass, :sopInstance, :copy, :study, :series, :syntax,"
                + " :calling, :called, :address, :file, 'PRESENT', :bytes, :sha256, :at,"
                + " :patient)")
        .bind("run", runId)
        .bind("sopClass", received.sopClass().value())
        .bind("sopInstance", received.sopInstance().value())
        .bind("copy", copyNumber)
        .bind("study", received.study().value())
        .bind("series", received.series().value())
        .bind("syntax", received.transferSyntax().value())
        .bind("calling", received.calling().value())
        .bind("called", received.called().value())
        .bind("address", received.address())
        .bind("file", received.spoolPath().toString())
        .bind("bytes", received.bytes())
        .bind("sha256", received.sha256())
        .bind("at", received.receivedAt().toEpochMilli())
        .bind("patient", received.patientKey())
        .execute();
  }

  /** Returns the instances of a run with those of its earlier generations, in order of arrival. */
  List<StoredInstance> ofRun(Handle handle, long runId) {
    return handle
        .createQuery(
            "SELECT i.* FROM instances i JOIN runs r ON r.id = i.run_id JOIN runs own"
                + " ON own.run_key = r.run_key AND r.generation <= own.generation"
                + " WHERE own.id = :run ORDER BY i.id")
        .bind("run", runId)
        .map((row, context) -> read(row))
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

  private static StoredInstance read(ResultSet row) throws SQLException {
    return new StoredInstance(
        row.getLong("id"),
        row.getLong("run_id"),
        new Uid(row.getString("sop_class")),
        new Uid(row.getString("sop_instance")),
        new Uid(row.getString("study")),
        new Uid(row.getString("series")),
        new Uid(row.getString("transfer_syntax")),
        new AeTitle(row.getString("calling")),
        new AeTitle(row.getString("called")),
        row.getString("address"),
        Path.of(row.getString("file")),
        row.getLong("bytes"),
        row.getString("sha256"),
        row.getInt("copy_number"),
        Instant.ofEpochMilli(row.getLong("received_at_ms")));
  }

  private record Known(long id, long runId, int copy, String sha256, String fileState, Path file) {

    boolean isPresent() {
      return fileState.equals("PRESENT");
    }
  }
}
