package org.rotavox.recon.opencl;

import org.jspecify.annotations.Nullable;

/**
 * Gives the JVM its signal handler back after a compiler in this process has taken it.
 *
 * <p>LLVM, which drivers compile with, puts a handler of SIGSEGV in place that works once and then
 * puts back the one that it found. The JVM stops threads by that signal (safepoint polls); where
 * two threads are the first to be stopped, the second one meets no handler at all, and the process
 * ends. So one thread raises the signal once, on purpose, as soon as a driver has had its turn: a
 * null dereference, which the JVM turns into a NullPointerException.
 */
final class SignalHandback {

  /** Never set. */
  private static volatile int @Nullable [] nothing;

  private SignalHandback() {}

  /** Returns after this thread has been through one SIGSEGV. */
  @SuppressWarnings("NullAway") // the dereference of null is what this method is for
  static void run() {
    try {
      int[] none = nothing;
      throw new IllegalStateException("an array of " + none.length + " where none is");
    } catch (NullPointerException expected) {
      // the JVM's handler is the one in place again
    }
  }
}
