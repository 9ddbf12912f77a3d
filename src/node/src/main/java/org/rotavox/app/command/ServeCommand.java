package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.rotavox.app.node.Node;
import org.rotavox.app.node.Product;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
import org.rotavox.liveness.Vitals;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The node itself: runs until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    header = "Run the node.",
    description = {
      "Reads the configuration folder, starts every stage, and runs until "
          + "Ctrl-C or SIGTERM. Then open associations have some seconds to "
          + "finish, unfinished work is left to the next start, and the process "
          + "ends with exit code 0 within ten seconds.",
      "%nExit code 3 if a vital part failed three times within an hour: the "
          + "log names it, and the supervisor should restart the process.",
      "%nA configuration with any fault is refused as a whole, with file, line and remedy, and exit"
          + " code 2. Make a folder to start from with @|bold rotavox config init FOLDER|@."
    })
final class ServeCommand implements Callable<Integer> {

  private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

  @Option(
      names = "--config",
      paramLabel = "DIR",
      required = true,
      description = "Folder with rotavox.yaml, rules.yaml, protocols.yaml and logback.xml.")
  private Path config = Path.of("config");

  @Override
  public Integer call() throws Exception {
    ToolLogging.node(config);
    NodeSettings settings = Configuration.load(config);
    Logger log = LoggerFactory.getLogger(Node.class);
    long start = System.nanoTime();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, fault) -> log.error("the thread {} ended by an error", thread.getName(), fault));
    CountDownLatch stopped = new CountDownLatch(1);
    CompletableFuture<Node> started = new CompletableFuture<>();
    // before the port opens: a signal may come as soon as anybody can see the node
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, log, stopped), "stop"));
    Node node;
    try {
      node = Node.start(settings, Clock.systemUTC(), new Vitals(reason -> die(reason, log)));
      started.complete(node);
    } catch (IOException | RuntimeException e) {
      started.completeExceptionally(e);
      throw e;
    }
    if (!HangUp.handle(() -> reloadRules(node, log))) {
      log.info("this platform has no SIGHUP; `rules reload` does the same");
    }
    node.summary().forEach(log::info);
    log.info(
        "{} {} ready after {} ms",
        Product.NAME,
        Product.version(),
        (System.nanoTime() - start) / 1_000_000);
    stopped.await();
    return ExitCode.OK;
  }

  private static void reloadRules(Node node, Logger log) {
    log.info("SIGHUP: the rules are read again ({})", node.rules().reload("SIGHUP"));
  }

  /** The supervisor can restart the process. */
  private static void die(String reason, Logger log) {
    log.error("{}: the process ends with exit code {}", reason, ExitCode.PART_DIED);
    Runtime.getRuntime().halt(ExitCode.PART_DIED);
  }

  /**
   * Ends the process with exit code 0: a stop that was asked for is not a failure. A start that
   * failed has an exit code of its own.
   */
  private static void stop(CompletableFuture<Node> started, Logger log, CountDownLatch stopped) {
    if (started.isCompletedExceptionally()) {
      return;
    }
    log.info("stopping");
    Thread stopping = DaemonThreads.start("stopping", () -> started.thenAccept(Node::close).join());
    try {
      stopping.join(LONGEST_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stopping.isAlive()) {
      log.warn("not all parts ended within {} s; the process ends", LONGEST_STOP.toSeconds());
    }
    log.info("stopped");
    stopped.countDown();
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
