package org.rotavox.app.command;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * The signal SIGHUP, by which an administrator asks a service to read its configuration again.
 * Without a handler it would end the process.
 */
final class HangUp {

  private HangUp() {}

  /**
   * Lets an action run whenever the signal comes, each time on a thread of its own.
   *
   * @return false if this platform or JVM has no such signal
   */
  static boolean handle(Runnable action) {
    // By reflection: the JDK has no other way to a signal, and javac refuses this one by name.
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) {
            action.run();
            return null;
          }
          return method.invoke(action, arguments);
        };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              signalHandler.getClassLoader(), new Class<?>[] {signalHandler}, handler);
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, signalHandler).invoke(null, hangUp, proxy);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
