package org.rotavox.upperlayer.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of PS3.8, checked by the rules that stand in words behind it. */
class StateTableTest {

  private static final Set<Event> RECEIVED =
      EnumSet.of(
          Event.ASSOCIATE_AC_RECEIVED,
          Event.ASSOCIATE_RJ_RECEIVED,
          Event.ASSOCIATE_RQ_RECEIVED,
          Event.DATA_RECEIVED,
          Event.RELEASE_RQ_RECEIVED,
          Event.RELEASE_RP_RECEIVED,
          Event.ABORT_RECEIVED,
          Event.INVALID_PDU_RECEIVED);

  private static StateTable.Transition at(State state, Event event) {
    return StateTable.lookUp(state, event).orElseThrow();
  }

  private static boolean isEmpty(State state, Event event) {
    return StateTable.lookUp(state, event).isEmpty();
  }

  @Test
  void knowsWhatToDoWithEveryPduWhereverAConnectionIsOpen() {
    for (State state : EnumSet.complementOf(EnumSet.of(State.STA1, State.STA4))) {
      for (Event event : RECEIVED) {
        assertThat(StateTable.lookUp(state, event)).as("%s in %s", event, state).isPresent();
      }
    }
  }

  @Test
  void receivesNothingWithoutAConnection() {
    for (Event event : RECEIVED) {
      assertThat(isEmpty(State.STA1, event)).isTrue();
      assertThat(isEmpty(State.STA4, event)).isTrue();
    }
  }

  @Test
  void isIdleAfterEveryLossOfTheConnection() {
    for (State state : EnumSet.complementOf(EnumSet.of(State.STA1))) {
      assertThat(at(state, Event.TRANSPORT_CLOSED).next()).isEqualTo(State.STA1);
    }
  }

  @Test
  void isIdleAfterEveryAbortOfThePeer() {
    for (State state : EnumSet.complementOf(EnumSet.of(State.STA1, State.STA4))) {
      assertThat(at(state, Event.ABORT_RECEIVED).next()).isEqualTo(State.STA1);
    }
  }

  @Test
  void waitsForTheCloseAfterEveryAbortOfItsOwn() {
    for (State state : State.values()) {
      for (Event event : Event.values()) {
        StateTable.lookUp(state, event)
            .filter(t -> Set.of(Action.AA_1, Action.AA_7, Action.AA_8).contains(t.action()))
            .ifPresent(t -> assertThat(t.next()).isEqualTo(State.STA13));
      }
    }
  }

  @Test
  void leadsAnAcceptorFromConnectionToRelease() {
    assertThat(at(State.STA1, Event.TRANSPORT_INDICATED).next()).isEqualTo(State.STA2);
    assertThat(at(State.STA2, Event.ASSOCIATE_RQ_RECEIVED).next()).isEqualTo(State.STA3);
    assertThat(at(State.STA3, Event.LOCAL_ASSOCIATE_ACCEPT).next()).isEqualTo(State.STA6);
    assertThat(at(State.STA3, Event.LOCAL_ASSOCIATE_REJECT).next()).isEqualTo(State.STA13);
    assertThat(at(State.STA6, Event.RELEASE_RQ_RECEIVED).next()).isEqualTo(State.STA8);
    assertThat(at(State.STA8, Event.LOCAL_DATA_REQUEST).action()).isEqualTo(Action.AR_7);
    assertThat(at(State.STA8, Event.LOCAL_RELEASE_RESPONSE).next()).isEqualTo(State.STA13);
  }

  @Test
  void leadsARequestorFromConnectionToRelease() {
    assertThat(at(State.STA1, Event.LOCAL_ASSOCIATE_REQUEST).next()).isEqualTo(State.STA4);
    assertThat(at(State.STA4, Event.TRANSPORT_CONFIRMED).next()).isEqualTo(State.STA5);
    assertThat(at(State.STA5, Event.ASSOCIATE_AC_RECEIVED).next()).isEqualTo(State.STA6);
    assertThat(at(State.STA5, Event.ASSOCIATE_RJ_RECEIVED).next()).isEqualTo(State.STA1);
    assertThat(at(State.STA6, Event.LOCAL_RELEASE_REQUEST).next()).isEqualTo(State.STA7);
    assertThat(at(State.STA7, Event.DATA_RECEIVED).action()).isEqualTo(Action.AR_6);
    assertThat(at(State.STA7, Event.RELEASE_RP_RECEIVED).next()).isEqualTo(State.STA1);
  }

  @Test
  void leadsBothSidesThroughAReleaseCollision() {
    StateTable.Transition collision = at(State.STA7, Event.RELEASE_RQ_RECEIVED);
    assertThat(collision.next()).isEqualTo(State.STA9);
    assertThat(at(State.STA9, Event.LOCAL_RELEASE_RESPONSE).next()).isEqualTo(State.STA11);
    assertThat(at(State.STA11, Event.RELEASE_RP_RECEIVED).next()).isEqualTo(State.STA1);
    assertThat(collision.otherNext()).isEqualTo(State.STA10);
    assertThat(at(State.STA10, Event.RELEASE_RP_RECEIVED).next()).isEqualTo(State.STA12);
    assertThat(at(State.STA12, Event.LOCAL_RELEASE_RESPONSE).next()).isEqualTo(State.STA13);
  }

  @Test
  void ignoresWhatComesAfterTheEndButAnswersARequestWithAnAbort() {
    assertThat(at(State.STA13, Event.DATA_RECEIVED).action()).isEqualTo(Action.AA_6);
    assertThat(at(State.STA13, Event.ASSOCIATE_RQ_RECEIVED).action()).isEqualTo(Action.AA_7);
    assertThat(at(State.STA13, Event.ARTIM_EXPIRED).action()).isEqualTo(Action.AA_2);
  }
}
