package org.rotavox.support;

import java.util.concurrent.ThreadFactory;

/**
 * The threads of the product: each has a name that says what it does, and none keeps the process
 * alive. What escapes one of them goes to the default handler, which logs it with that name.
 */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Returns a factory whose threads have this name. */
  public static ThreadFactory named(String name) {
    return task -> of(name, task);
  }

  /** Returns a thread that is not started yet. */
  public static Thread of(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a thread and returns it. */
  public static Thread start(String name, Runnable task) {
    Thread thread = of(name, task);
    thread.start();
    return thread;
  }
}
