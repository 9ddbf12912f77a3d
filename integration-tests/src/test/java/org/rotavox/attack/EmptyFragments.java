package org.rotavox.attack;

/** Fragments of no bytes, without end, where a command or a data set is due. */
final class EmptyFragments implements Attack {

  private static final int FRAGMENTS = 100_000;

  @Override
  public String name() {
    return "endless empty fragments";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int times = target.times(10, 200);
    int held = 0;
    for (int i = 0; i < times; i++) {
      try (Caller caller = Caller.associateWhenFree(target, 23)) {
        if (i % 2 == 0) {
          caller.fragment(
              3, Caller.COMMAND | Caller.LAST, Caller.storeCommand(Caller.XA, "1.2.3.4"));
        }
        held += isCutOff(caller, i % 2 == 0 ? 0 : Caller.COMMAND) ? 1 : 0;
      }
    }
    return new Tally(times, held);
  }

  /** The node reads on for a moment after its abort, so that writing does not fail at once. */
  private static boolean isCutOff(Caller caller, int kind) throws java.io.IOException {
    try {
      for (int i = 0; i < FRAGMENTS; i++) {
        caller.fragment(3, kind, new byte[0]);
      }
    } catch (java.io.IOException e) {
      return true;
    }
    return caller.isAborted();
  }
}
