package org.rotavox.receive;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.rotavox.acquisition.ObjectComparison;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.TemporaryFiles;
import org.rotavox.store.KnownCopies;
import org.rotavox.store.ReceivedInstance;
import org.rotavox.store.Store;
import org.rotavox.support.BoundedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares an object with those that came before with its SOP Instance UID and in other bytes: a
 * suite and an archive often send the same run in two transfer syntaxes. What cannot be compared
 * counts as different. The last outcomes are remembered by the digests of the two contents, so that
 * a copy that comes again and again is decoded once.
 */
final class CopyComparison {

  private static final Logger LOG = LoggerFactory.getLogger(CopyComparison.class);

  /** Outcomes that are remembered, the last ones; each some hundred bytes. */
  static final int MOST_REMEMBERED = 1000;

  private final Store store;
  private final TemporaryFiles temporary;

  /** Frames of two objects are in memory at a time, however many senders there are. */
  private final ReentrantLock oneAtATime = new ReentrantLock();

  private final Map<Pair, ObjectComparison> outcomes = new BoundedMap<>(MOST_REMEMBERED);

  /** Two contents, by their digests. */
  private record Pair(String known, String received) {}

  CopyComparison(Store store) {
    this.store = store;
    this.temporary = store.spool().temporaryFiles();
  }

  KnownCopies of(ReceivedInstance received) {
    Set<String> compared = new LinkedHashSet<>();
    String words = "";
    for (KnownCopies.Copy copy : store.ledger().copiesOf(received.sopInstance())) {
      compared.add(copy.sha256());
      ObjectComparison comparison = compare(copy, received);
      if (comparison.same()) {
        return new KnownCopies(
            withAll(compared, received), Optional.of(copy.sha256()), inWords(comparison));
      }
      words = words.isEmpty() ? inWords(comparison) : words; // against the first that came
    }
    return new KnownCopies(compared, Optional.empty(), words);
  }

  /** Where one is found that shows the same, the others need not be compared. */
  private Set<String> withAll(Set<String> compared, ReceivedInstance received) {
    store.ledger().copiesOf(received.sopInstance()).forEach(copy -> compared.add(copy.sha256()));
    return compared;
  }

  private ObjectComparison compare(KnownCopies.Copy copy, ReceivedInstance received) {
    Pair pair = new Pair(copy.sha256(), received.sha256());
    oneAtATime.lock();
    try {
      Optional<ObjectComparison> remembered = Optional.ofNullable(outcomes.get(pair));
      if (remembered.isPresent()) {
        return remembered.get();
      }
      ObjectComparison outcome =
          ObjectComparison.of(
              DicomFile.read(store.spool().resolve(copy.file()), temporary),
              DicomFile.read(store.spool().resolve(received.spoolPath()), temporary));
      outcomes.put(pair, outcome);
      return outcome;
    } catch (IOException | RuntimeException e) {
      LOG.debug( // what becomes of the object is told with it
          "{} cannot be compared with what came before: {}",
          received.sopInstance(),
          String.valueOf(e.getMessage()));
      return new ObjectComparison(false, List.of("what cannot be read"));
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Returns how many outcomes are remembered. */
  int remembered() {
    oneAtATime.lock();
    try {
      return outcomes.size();
    } finally {
      oneAtATime.unlock();
    }
  }

  private static String inWords(ObjectComparison comparison) {
    return comparison.differences().isEmpty()
        ? ""
        : "; different: " + String.join(", ", comparison.differences());
  }
}
