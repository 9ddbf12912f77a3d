package org.rotavox.collect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rotavox.store.RunRecord;

/**
 * The runs that are being decided at this moment, each at most once, with the thread that does it
 * and since when. A run that takes too long can be cut off: what is still found of it is not
 * written down, and its thread is interrupted if it reads files; in the middle of a transaction it
 * is not, since an interrupt there would close the file of the ledger for everybody.
 */
final class RunsUnderway {

  private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

  /** Takes a run; empty if it is being decided already. */
  @Nullable Entry begin(RunRecord run, Completeness complete) {
    Entry entry = new Entry(run, complete);
    return entries.putIfAbsent(run.id(), entry) == null ? entry : null;
  }

  /** Says that nobody decides the run any more. */
  void end(Entry entry) {
    entries.remove(entry.run.id(), entry);
  }

  /** Returns what a thread decides for so long, and is not cut off yet. */
  List<Entry> longerThan(Duration longest) {
    return entries.values().stream().filter(entry -> entry.runsLongerThan(longest)).toList();
  }

  /** Cuts everything off; what was not decided stays open. Returns how many runs that were. */
  int cutAll() {
    List<Entry> all = List.copyOf(entries.values());
    all.forEach(Entry::cut);
    return all.size();
  }

  /** One run that is being decided. */
  static final class Entry {

    private final RunRecord run;
    private final Completeness complete;
    private @Nullable Thread reader;
    private boolean started;
    private long sinceNanos;
    private boolean cut;

    private Entry(RunRecord run, Completeness complete) {
      this.run = run;
      this.complete = complete;
    }

    RunRecord run() {
      return run;
    }

    Completeness complete() {
      return complete;
    }

    /** Says that a thread decides it now; false if it was cut off before. */
    synchronized boolean start() {
      started = true;
      sinceNanos = System.nanoTime();
      return !cut;
    }

    /** Reads files in such a way that {@link #cut} interrupts the calling thread. */
    FactsSource.Read interruptibly(Reading reading) throws IOException {
      synchronized (this) {
        if (cut) {
          throw new InterruptedIOException("cut off");
        }
        reader = Thread.currentThread();
      }
      try {
        return reading.read();
      } finally {
        synchronized (this) {
          reader = null;
          Thread.interrupted();
        }
      }
    }

    private synchronized boolean runsLongerThan(Duration longest) {
      return started && !cut && System.nanoTime() - sinceNanos > longest.toNanos();
    }

    /** Returns true if what is found of it counts no more. */
    synchronized boolean isCut() {
      return cut;
    }

    /** Interrupts the reading of its files; what is found of it counts no more. */
    synchronized void cut() {
      cut = true;
      if (reader != null) {
        reader.interrupt();
      }
    }
  }

  /** Reads the files of a run. */
  @FunctionalInterface
  interface Reading {
    FactsSource.Read read() throws IOException;
  }
}
