package org.rotavox.upperlayer.pdu;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state table of the upper layer (PS3.8 table 9-10) as data: event x state to action and next
 * state.
 *
 * <p>Acceptor and requestor read the same table. Where an action has two outcomes, the first next
 * state is the usual one: AE-6 indicates (3) or rejects (13); AR-8 tells the requestor (9) from the
 * acceptor (10).
 */
public final class StateTable {

  /** Rows as {@link Event}, columns Sta1 to Sta13; {@code .} = cannot happen. */
  private static final String TABLE =
      """
      AE1>4 . . . . . . . . . . . .
      . . . AE2>5 . . . . . . . . .
      . AA1>13 AA8>13 . AE3>6 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
      . AA1>13 AA8>13 . AE4>1 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
      AE5>2 . . . . . . . . . . . .
      . AE6>3/13 AA8>13 . AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA7>13
      . . AE7>6 . . . . . . . . . .
      . . AE8>13 . . . . . . . . . .
      . . . . . DT1>6 . AR7>8 . . . . .
      . AA1>13 AA8>13 . AA8>13 DT2>6 AR6>7 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
      . . . . . AR1>7 . . . . . . .
      . AA1>13 AA8>13 . AA8>13 AR2>8 AR8>9/10 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
      . AA1>13 AA8>13 . AA8>13 AA8>13 AR3>1 AA8>13 AA8>13 AR10>12 AR3>1 AA8>13 AA6>13
      . . . . . . . AR4>13 AR9>11 . . AR4>13 .
      . . AA1>13 AA2>1 AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 .
      . AA2>1 AA3>1 . AA3>1 AA3>1 AA3>1 AA3>1 AA3>1 AA3>1 AA3>1 AA3>1 AA2>1
      . AA5>1 AA4>1 AA4>1 AA4>1 AA4>1 AA4>1 AA4>1 AA4>1 AA4>1 AA4>1 AA4>1 AR5>1
      . AA2>1 . . . . . . . . . . AA2>1
      . AA1>13 AA8>13 . AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA7>13
      """;

  private static final Map<Event, Map<State, Transition>> TRANSITIONS = parse();

  private StateTable() {}

  /**
   * What to do, and where that leads.
   *
   * @param action to carry out
   * @param next the usual next state
   * @param otherNext the next state of the other outcome; same as {@code next} if there is none
   */
  public record Transition(Action action, State next, State otherNext) {}

  /** Returns what the table says, or empty where the event cannot happen in that state. */
  public static Optional<Transition> lookUp(State state, Event event) {
    Map<State, Transition> row = TRANSITIONS.get(event);
    return row == null ? Optional.empty() : Optional.ofNullable(row.get(state));
  }

  private static Map<Event, Map<State, Transition>> parse() {
    Map<Event, Map<State, Transition>> table = new EnumMap<>(Event.class);
    Iterator<String> rows = TABLE.lines().iterator();
    for (Event event : Event.values()) {
      Iterator<String> cells = List.of(rows.next().split(" ")).iterator();
      Map<State, Transition> row = new EnumMap<>(State.class);
      for (State state : State.values()) {
        String cell = cells.next();
        if (!cell.equals(".")) {
          row.put(state, transition(cell));
        }
      }
      table.put(event, row);
    }
    return table;
  }

  private static Transition transition(String cell) {
    String[] parts = cell.split("[>/]");
    Action action = Action.valueOf(parts[0].substring(0, 2) + "_" + parts[0].substring(2));
    State next = State.valueOf("STA" + parts[1]);
    return new Transition(action, next, parts.length > 2 ? State.valueOf("STA" + parts[2]) : next);
  }
}
