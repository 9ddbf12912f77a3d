package org.rotavox.opencl;

/**
 * Gives the JVM its signal handler back after a compiler in this process has taken it.
 *
 * <p>LLVM, which PoCL compiles with, leaves a handler of SIGSEGV behind that works once and then
 * puts back the one that it found. The JVM stops threads in loops by that signal (safepoint polls).
 * Were two threads the first to be stopped, the second one would meet no handler at all and the
 * process would end. So one thread alone is stopped here, before others begin to compute.
 */
final class SignalHandback {

  private static final int WARM_UP_ROUNDS = 40;
  private static final long ROUND = 100_000;

  private SignalHandback() {}

  /** Returns after the calling thread has been through a safepoint in compiled code. */
  static double run() {
    double sum = 0;
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      sum += spin(ROUND);
    }
    Thread safepoint = new Thread(System::gc, "safepoint");
    safepoint.start();
    while (safepoint.isAlive()) {
      sum += spin(ROUND);
    }
    return sum;
  }

  /** A loop over a long: the compilers leave a safepoint poll in it. */
  private static double spin(long rounds) {
    double sum = 0;
    for (long i = 1; i <= rounds; i++) {
      sum += 1.0 / i;
    }
    return sum;
  }
}
