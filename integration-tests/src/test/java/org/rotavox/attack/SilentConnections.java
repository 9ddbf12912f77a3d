package org.rotavox.attack;

import java.util.ArrayList;
import java.util.List;

/** Connections that say nothing, from one address and from three; honest callers between. */
final class SilentConnections implements Attack {

  private static final int STEP = 50;

  @Override
  public String name() {
    return "silent connections";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int connections = target.times(500, 2000);
    int tried = 0;
    int held = 0;
    for (int addresses = 1; addresses <= 3; addresses += 2) {
      List<Caller> silent = new ArrayList<>();
      for (int i = 1; i <= connections; i++) {
        silent.add(Caller.connect(target, 10 + i % addresses));
        if (i % STEP == 0) {
          tried++;
          held += Caller.echo(target).isPresent() ? 1 : 0;
        }
      }
      for (Caller caller : silent) {
        caller.close();
      }
    }
    return new Tally(tried, held);
  }
}
