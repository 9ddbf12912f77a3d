package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a slot when all are taken. */
class AssociationSlotsTest {

  private static final int MOST = 50;
  private static final int MORE = MOST / AssociationSlots.ONE_MORE_FOR;
  private static final int MOST_PER_PEER = 20;
  private static final double SLOW = 2000;
  private static final double FAST = 2 * ProtocolLimits.FAST_PEER;

  private final AssociationSlots slots = new AssociationSlots(MOST, MOST_PER_PEER);
  private final List<Caller> gone = new ArrayList<>();

  private final class Caller implements AssociationSlots.Holder {
    private final String address;
    private final double pace;

    Caller(String address, double pace) {
      this.address = address;
      this.pace = pace;
    }

    @Override
    public String peerAddress() {
      return address;
    }

    @Override
    public double bytesPerSecond() {
      return pace;
    }

    @Override
    public void sendAway() {
      gone.add(this);
    }
  }

  private boolean take(String address, double pace, boolean known) {
    return slots.take(new Caller(address, pace), known).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10, 49, 50})
  void slowCallersOfAFewAddressesKeepNoOtherOut(int addresses) {
    Random random = new Random(addresses);
    for (int i = 0; i < 1000; i++) {
      take("bad" + random.nextInt(addresses), random.nextDouble() * SLOW, false);
    }
    gone.clear();
    assertThat(take("honest", FAST, false)).isTrue();
    assertThat(gone).allMatch(each -> each.pace < SLOW);
    assertThat(slots.taken()).isLessThanOrEqualTo(MOST + MORE);

    for (int i = 0; i < 1000; i++) {
      take("bad" + random.nextInt(addresses), random.nextDouble() * SLOW, false);
    }
    assertThat(gone).noneMatch(each -> each.address.equals("honest"));
  }

  @Test
  void theSlowestGoes() {
    for (int i = 0; i < MOST; i++) {
      assertThat(take("bad" + i % 3, 100 + (i * 37) % MOST, false)).isTrue();
    }
    for (int i = 0; i < MORE; i++) {
      assertThat(take("other" + i, FAST, false)).isTrue();
    }
    assertThat(gone).isEmpty();
    for (int i = 0; i < 5; i++) {
      assertThat(take("honest", FAST, false)).isTrue();
    }
    assertThat(gone)
        .extracting(each -> each.pace)
        .containsExactly(100.0, 101.0, 102.0, 103.0, 104.0);
  }

  @Test
  void whoIsFastStays() {
    for (int i = 0; i < MOST; i++) {
      assertThat(take("sender" + i % 3, FAST, false)).isTrue();
    }
    for (int i = 0; i < MORE; i++) {
      assertThat(take("another" + i, FAST, false)).as("its address holds none").isTrue();
      assertThat(take("another" + i, FAST, false)).as("its address holds one").isFalse();
    }
    assertThat(take("one too many", FAST, false)).isFalse();
    assertThat(gone).isEmpty();
  }

  @Test
  void noAddressHasMoreThanItsShareHoweverSlowTheOthersAre() {
    for (int i = 0; i < MOST_PER_PEER; i++) {
      assertThat(take("one", SLOW, false)).isTrue();
    }
    assertThat(take("one", FAST, false)).isFalse();
    assertThat(gone).isEmpty();
  }

  @Test
  void someSlotsAreKeptForKnownCallersOnceOneHasCome() {
    Optional<AssociationSlots.Slot> known = slots.take(new Caller("suite", FAST), true);
    slots.giveBack(known.orElseThrow());
    int taken = 0;
    for (int i = 0; i < 4 * MOST; i++) {
      taken += take("bad" + i % 40, FAST, false) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(MOST - MOST / AssociationSlots.KEPT_FOR_KNOWN);
    for (int i = 0; i < MOST / AssociationSlots.KEPT_FOR_KNOWN; i++) {
      assertThat(take("suite", FAST, true)).isTrue();
    }
    assertThat(gone).isEmpty();
  }

  @Test
  void knownCallersThatHoldAllSlotsKeepNoNewAddressOut() {
    for (int i = 0; i < MOST; i++) {
      assertThat(take("suite" + i % 5, FAST, true)).isTrue();
    }
    for (int i = 0; i < MORE; i++) {
      assertThat(take("monitor" + i, FAST, false)).isTrue();
      assertThat(take("suite" + i, FAST, true)).isFalse();
    }
    assertThat(take("monitor", FAST, false)).isFalse();
    assertThat(gone).isEmpty();
  }

  @Test
  void manyNewAddressesDoNotTakeWhatIsKeptForKnownCallers() {
    slots.giveBack(slots.take(new Caller("suite", FAST), true).orElseThrow());
    int taken = 0;
    for (int i = 0; i < 4 * MOST; i++) {
      taken += take("bad" + i, FAST, false) ? 1 : 0;
    }
    int kept = MOST / AssociationSlots.KEPT_FOR_KNOWN;
    assertThat(taken).isEqualTo(MOST - kept + MORE);
    for (int i = 0; i < kept - MORE; i++) {
      assertThat(take("suite", FAST, true)).isTrue();
    }
    for (int i = 0; i < MORE; i++) {
      assertThat(take("other suite" + i, FAST, true)).isTrue();
    }
    assertThat(gone).isEmpty();
  }

  @Test
  void aSlotThatWasTakenAwayIsNotGivenBackOnceMore() {
    AssociationSlots few = new AssociationSlots(1, 1);
    AssociationSlots.Slot first = few.take(new Caller("bad", SLOW), false).orElseThrow();
    assertThat(few.take(new Caller("honest", FAST), false)).isPresent();
    few.giveBack(first);
    assertThat(few.taken()).isEqualTo(1);
    assertThat(few.take(new Caller("third", FAST), false)).isEmpty();
  }

  @Test
  void theOldestGoesOfTheAddressWithMostConnectionsThatHaveNotAsked() {
    WaitingRoom<Integer> room = new WaitingRoom<>(8);
    for (int i = 0; i < 500; i++) {
      room.enter(1000 + i, "honest" + i)
          .ifPresent(each -> assertThat(each).as("one of the crowd").isLessThan(1000));
      assertThat(room.leave(1000 + i, "honest" + i)).isTrue();
      Optional<Integer> sentAway = room.enter(i + 1, "bad" + i % 2);
      assertThat(sentAway).isNotEqualTo(Optional.of(i + 1));
      sentAway.ifPresent(each -> assertThat(each).isLessThan(1000));
    }
  }
}
