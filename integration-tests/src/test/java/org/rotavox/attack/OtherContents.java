package org.rotavox.attack;

/** One SOP Instance UID under which each object has other content: all are answered. */
final class OtherContents implements Attack {

  private static final String INSTANCE = "1.2.826.5.2";

  @Override
  public String name() {
    return "storm of contents under one UID";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int times = target.times(100, 1000);
    int held = 0;
    try (Caller caller = Caller.associate(target, 27)) {
      for (int i = 1; i <= times; i++) {
        held += caller.store(INSTANCE, Objects.xa(INSTANCE, i)) == 0 ? 1 : 0;
      }
    }
    return new Tally(times, held);
  }
}
