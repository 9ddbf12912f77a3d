package org.rotavox.upperlayer;

import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.pdu.Action;
import org.rotavox.upperlayer.pdu.Event;
import org.rotavox.upperlayer.pdu.State;
import org.rotavox.upperlayer.pdu.StateTable;

/** Where an association is in the {@link StateTable}. Thread-safe. */
final class AssociationState {

  private final boolean requestor;
  private State state = State.STA1;

  AssociationState(boolean requestor) {
    this.requestor = requestor;
  }

  synchronized State now() {
    return state;
  }

  synchronized boolean allows(Event event) {
    return StateTable.lookUp(state, event).isPresent();
  }

  /**
   * Goes where the event leads.
   *
   * @throws UpperLayerException if the association is over already
   */
  synchronized Action step(Event event) throws UpperLayerException {
    StateTable.Transition transition = StateTable.lookUp(state, event).orElse(null);
    if (transition == null) {
      if (state == State.STA1 || state == State.STA13) {
        throw new UpperLayerException(Kind.CONNECTION_LOST, "the association is over");
      }
      throw new IllegalStateException(event + " cannot happen in " + state);
    }
    boolean collisionAtAcceptor = transition.action() == Action.AR_8 && !requestor;
    state = collisionAtAcceptor ? transition.otherNext() : transition.next();
    return transition.action();
  }

  /** The transport connection is closed, by whomever. */
  synchronized void closed() {
    StateTable.lookUp(state, Event.TRANSPORT_CLOSED).ifPresent(end -> state = end.next());
  }
}
