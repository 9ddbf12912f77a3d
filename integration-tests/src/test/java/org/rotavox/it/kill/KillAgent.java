package org.rotavox.it.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A Java agent that ends its own process with SIGKILL at one method: the node itself has no hook
 * for it, and nothing of it runs after the moment that is meant.
 */
public final class KillAgent {

  private static final AtomicInteger PASSES = new AtomicInteger();

  private KillAgent() {}

  /** Called by the JVM with {@code type#method#before|after#passes}. */
  public static void premain(String order, Instrumentation instrumentation) {
    String[] parts = order.split("#");
    PASSES.set(Integer.parseInt(parts[3]));
    Class<?> advice = parts[2].equals("before") ? Before.class : After.class;
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .type(ElementMatchers.named(parts[0]))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(advice).on(ElementMatchers.named(parts[1]))))
        .installOn(instrumentation);
  }

  /** Kills the process unless the point may be passed some more times; never returns then. */
  public static void reached() {
    if (PASSES.getAndDecrement() != 0) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (true) {
      LockSupport.park(); // this thread goes no further; the others go on until the signal comes
    }
  }

  /** Woven in front of a method. */
  static final class Before {
    private Before() {}

    @Advice.OnMethodEnter
    static void enter() {
      KillAgent.reached();
    }
  }

  /** Woven behind a method that returned. */
  static final class After {
    private After() {}

    @Advice.OnMethodExit
    static void exit() {
      KillAgent.reached();
    }
  }

  /** Packs the agent and names the library that it needs; returns the jar. */
  static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Premain-Class"), KillAgent.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, placeOf(Advice.class));
    Path jar = folder.resolve("kill-agent.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> type : new Class<?>[] {KillAgent.class, Before.class, After.class}) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (var in = KillAgent.class.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }

  private static String placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }
}
