package org.rotavox.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All attacks, one after the other, on one node. After each a C-ECHO is asked, and an honest run is
 * sent, which must arrive at the archive as a series.
 */
final class AttackRun {

  private AttackRun() {}

  /** Returns all attacks; the file system is made read-only where the user may do that. */
  static List<Attack> attacks(AttackedNode node) {
    List<Attack> attacks =
        new ArrayList<>(
            List.of(
                new SilentConnections(),
                new HalfRequests(),
                new RandomBytes(),
                new MutatedPdus(),
                new SlowSenders(),
                new EmptyFragments(),
                new WrongClasses(),
                new RepeatedObjects(),
                new OtherContents(),
                new ManySmallElements(),
                new LyingArchive(node.liar(), node.suite())));
    node.disk().ifPresent(disk -> attacks.add(new ReadOnlyDisk(disk)));
    return attacks;
  }

  static AttackTable run(AttackedNode node, Target target, List<Attack> attacks)
      throws IOException, InterruptedException {
    AttackTable table = new AttackTable();
    for (Attack attack : attacks) {
      Tally tally;
      try {
        tally = attack.run(target);
      } catch (Exception e) {
        throw new IOException(attack.name() + " could not be done; so far:\n" + table, e);
      }
      Optional<Long> echo = Caller.echo(target);
      table.add(attack.name(), tally, echo, node.suite().roundTrip());
    }
    return table;
  }
}
