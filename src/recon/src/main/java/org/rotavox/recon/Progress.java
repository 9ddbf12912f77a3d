package org.rotavox.recon;

/** Where a long computation reports how far it is, and asks whether it is still wanted. */
public interface Progress {

  /** Reports to nobody and is never cancelled. */
  Progress NONE =
      new Progress() {
        @Override
        public void report(String stage, long done, long total) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** Reports to nobody and is cancelled when another one is. */
  static Progress quiet(Progress other) {
    return new Progress() {
      @Override
      public void report(String stage, long done, long total) {}

      @Override
      public boolean cancelled() {
        return other.cancelled();
      }
    };
  }

  /**
   * Tells how far a stage is. Called from several threads; returns soon.
   *
   * @param stage name of the stage, the same as in {@link StageTime}
   * @param done steps done
   * @param total steps in all
   */
  void report(String stage, long done, long total);

  /** Returns whether the computation shall end: it does so within one batch of views. */
  boolean cancelled();
}
