package org.rotavox.store;

import java.util.EnumSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.JobState;

/**
 * Finds or opens the run of an instance that arrives.
 *
 * <p>Late arrivals: an instance whose run is decided already reopens the run if nothing was made of
 * it yet (ignored, held, or its job waits, is paused or failed: that job is cancelled), so that the
 * decision is made again on everything that is there. Where a job runs, is done or was cancelled by
 * a person, or where retention removed the earlier files, the instance opens the next generation of
 * the run.
 */
final class Arrivals {

  private final Journal journal;

  Arrivals(Journal journal) {
    this.journal = journal;
  }

  /** Returns the run that the instance counts for from now on. */
  long runFor(Handle handle, ReceivedInstance received, int copyNumber) {
    String key = copyNumber == 0 ? received.runKey() : received.runKey() + "#" + received.sha256();
    List<Latest> latest =
        handle
            .createQuery(
                "SELECT r.id, r.generation, r.state, r.purged, r.job_id, r.announced,"
                    + " r.announced_in_series, r.announced_parts,"
                    + " COALESCE(j.state, '') AS job_state"
                    + " FROM runs r LEFT JOIN jobs j ON j.id = r.job_id"
                    + " WHERE r.run_key = :key ORDER BY r.generation DESC LIMIT 1")
            .bind("key", key)
            .map(Columns.to(Latest.class))
            .list();
    if (latest.isEmpty()) {
      return open(handle, received, key, 0, copyNumber > 0);
    }
    Latest run = latest.get(0);
    if (run.state == RunState.OPEN || run.canReopen()) {
      reopenAndJoin(handle, run, received);
      return run.id;
    }
    long next = open(handle, received, key, run.generation + 1, copyNumber > 0);
    journal.write(
        handle,
        LedgerEvent.Kind.LATE_ARRIVAL,
        next,
        run.jobId,
        received.sopInstance() + " came after its run " + run.id + " was closed");
    return next;
  }

  private void reopenAndJoin(Handle handle, Latest run, ReceivedInstance received) {
    if (run.state != RunState.OPEN) {
      reopen(handle, run, received);
    }
    AnnouncedCount announced = run.announced().and(received.announced());
    int joined =
        handle
            .createUpdate(
                "UPDATE runs SET instance_count = instance_count + 1,"
                    + " last_arrival_ms = GREATEST(last_arrival_ms, :at),"
                    + " announced = :announced, announced_in_series = :ofSeries"
                    + " WHERE id = :id AND state = 'OPEN' AND announced = :before"
                    + " AND announced_in_series = :beforeOfSeries")
            .bind("announced", announced.instances())
            .bind("ofSeries", announced.ofSeries())
            .bind("before", run.announced().instances())
            .bind("beforeOfSeries", run.announced().ofSeries())
            .bind("at", received.receivedAt().toEpochMilli())
            .bind("id", run.id)
            .execute();
    if (joined == 0) {
      throw new Transactions.LostRace(
          "the run was closed, or another instance of it arrived, meanwhile");
    }
  }

  private void reopen(Handle handle, Latest run, ReceivedInstance received) {
    int changed =
        Transitions.RUN
            .change(
                handle,
                run.state,
                RunState.OPEN,
                "released = FALSE, job_id = 0, first_arrival_ms = :at",
                "id = :id AND purged = FALSE")
            .bind("at", received.receivedAt().toEpochMilli())
            .bind("id", run.id)
            .execute();
    if (changed == 0) {
      throw new Transactions.LostRace("the run was decided otherwise meanwhile");
    }
    if (run.jobId != 0) {
      int cancelled =
          Transitions.JOB
              .change(
                  handle,
                  EnumSet.of(JobState.WAITING, JobState.HELD, JobState.FAILED),
                  JobState.CANCELLED,
                  "finished_at_ms = :at",
                  "id = :id")
              .bind("at", received.receivedAt().toEpochMilli())
              .bind("id", run.jobId)
              .execute();
      if (cancelled == 0) {
        throw new Transactions.LostRace("the job was claimed meanwhile");
      }
      journal.write(
          handle,
          LedgerEvent.Kind.JOB_CANCELLED,
          run.id,
          run.jobId,
          "more instances of its run arrived; the run is decided again");
    }
    journal.write(
        handle, LedgerEvent.Kind.RUN_REOPENED, run.id, 0, "late arrival after " + run.state);
  }

  private long open(
      Handle handle, ReceivedInstance received, String key, int generation, boolean conflict) {
    AnnouncedCount announced = received.announced();
    long id =
        Columns.insert(
            handle,
            "runs",
            new RunRecord(
                0,
                key,
                generation,
                RunState.OPEN,
                received.isWholeRun(),
                conflict,
                false,
                false,
                received.study(),
                received.series(),
                received.calling(),
                received.called(),
                received.address(),
                1,
                received.receivedAt(),
                received.receivedAt(),
                0,
                "",
                "",
                announced.instances(),
                announced.ofSeries(),
                announced.ofParts()));
    journal.write(
        handle,
        LedgerEvent.Kind.RUN_OPENED,
        id,
        0,
        received.sopClass() + " from " + received.calling() + " at " + received.address());
    return id;
  }

  record Latest(
      long id,
      int generation,
      RunState state,
      boolean purged,
      long jobId,
      String jobState,
      @ColumnName("announced") int announcedInstances,
      boolean announcedInSeries,
      boolean announcedParts) {

    AnnouncedCount announced() {
      return new AnnouncedCount(announcedInstances, announcedInSeries, announcedParts);
    }

    boolean canReopen() {
      if (purged) {
        return false;
      }
      return switch (state) {
        case IGNORED, HELD -> true;
        case JOB ->
            switch (JobState.valueOf(jobState)) {
              case WAITING, HELD, FAILED -> true;
              case RUNNING, DONE, CANCELLED -> false;
            };
        case OPEN -> false;
      };
    }
  }
}
