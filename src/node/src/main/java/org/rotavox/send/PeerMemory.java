package org.rotavox.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.rotavox.dicom.Uid;

/**
 * What a destination accepted and refused when contexts were negotiated: nothing that it refuses is
 * offered to it again for an hour, and what it accepts is offered as it likes it. Thread-safe.
 */
final class PeerMemory {

  private static final Duration KEPT = Duration.ofHours(1);

  private final Map<Uid, Answer> answers = new ConcurrentHashMap<>();
  private final Clock clock;

  PeerMemory(Clock clock) {
    this.clock = clock;
  }

  private record Answer(Optional<Uid> syntax, Instant at) {}

  /** Notes the transfer syntax in which a SOP class was accepted; empty = it was refused. */
  void note(Uid sopClass, Optional<Uid> syntax) {
    answers.put(sopClass, new Answer(syntax, clock.instant()));
  }

  /** Returns true if the SOP class was refused not long ago. */
  boolean refuses(Uid sopClass) {
    return answer(sopClass).filter(answer -> answer.syntax.isEmpty()).isPresent();
  }

  /** Returns the transfer syntax in which the SOP class was accepted not long ago. */
  Optional<Uid> accepted(Uid sopClass) {
    return answer(sopClass).flatMap(Answer::syntax);
  }

  /** Forgets a SOP class, so that it is negotiated anew. */
  void forget(Uid sopClass) {
    answers.remove(sopClass);
  }

  private Optional<Answer> answer(Uid sopClass) {
    return Optional.ofNullable(answers.get(sopClass))
        .filter(answer -> answer.at.plus(KEPT).isAfter(clock.instant()));
  }
}
