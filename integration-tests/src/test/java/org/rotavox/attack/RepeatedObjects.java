package org.rotavox.attack;

/** One object, sent again and again: each is answered, and the log stays short. */
final class RepeatedObjects implements Attack {

  @Override
  public String name() {
    return "storm of one object";
  }

  @Override
  public Tally run(Target target) throws Exception {
    byte[] object = Objects.xa("1.2.826.5.1", 10);
    int times = target.times(300, 20_000);
    int held = 0;
    try (Caller caller = Caller.associate(target, 25)) {
      for (int i = 0; i < times; i++) {
        held += caller.store("1.2.826.5.1", object) == 0 ? 1 : 0;
      }
    }
    return new Tally(times, held);
  }
}
