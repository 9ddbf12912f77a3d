package org.rotavox.attack;

import java.util.List;

/** Objects of SOP classes for which their presentation context was not negotiated. */
final class WrongClasses implements Attack {

  private static final int NOT_SUPPORTED = 0x0122;
  private static final List<String> CLASSES =
      List.of(
          "1.2.840.10008.1.1",
          "1.2.840.10008.5.1.4.1.1.2",
          "1.2.840.10008.5.1.4.1.1.12.1.1",
          "1.2.840.10008.1.20.1",
          "1.2.3");

  @Override
  public String name() {
    return "objects of a wrong class";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int tried = 0;
    int held = 0;
    for (int round = 0; round < target.times(2, 50); round++) {
      for (String sopClass : CLASSES) {
        try (Caller caller = Caller.associate(target, 24)) {
          held += statusOf(caller, 3, sopClass) == NOT_SUPPORTED ? 1 : 0;
          held += statusOf(caller, 1, Caller.XA) == NOT_SUPPORTED ? 1 : 0;
          tried += 2;
        }
      }
    }
    return new Tally(tried, held);
  }

  private static int statusOf(Caller caller, int context, String sopClass) throws Exception {
    caller.fragment(
        context, Caller.COMMAND | Caller.LAST, Caller.storeCommand(sopClass, "1.2.3.4"));
    caller.fragment(context, Caller.LAST, Objects.xa("1.2.3.4", 0));
    return caller.status();
  }
}
