package org.rotavox.attack;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All attacks, one after the other, on one node; after each a C-ECHO is asked. */
final class AttackRun {

  static final List<Attack> ATTACKS =
      List.of(
          new SilentConnections(),
          new HalfRequests(),
          new RandomBytes(),
          new MutatedPdus(),
          new SlowSenders(),
          new EmptyFragments(),
          new WrongClasses(),
          new RepeatedObjects(),
          new ManySmallElements());

  private AttackRun() {}

  static AttackTable run(Target target, List<Attack> attacks) throws IOException {
    AttackTable table = new AttackTable();
    for (Attack attack : attacks) {
      Tally tally;
      try {
        tally = attack.run(target);
      } catch (Exception e) {
        throw new IOException(attack.name() + " could not be done; so far:\n" + table, e);
      }
      Optional<Long> echo = Caller.echo(target);
      table.add(attack.name(), tally, echo);
    }
    return table;
  }
}
