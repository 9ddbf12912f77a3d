package org.rotavox.app.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.rotavox.app.node.Node;
import org.rotavox.app.node.Product;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
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
      "Reads the configuration folder, starts every stage, and runs until Ctrl-C or SIGTERM. Then"
          + " open associations may finish, what is under way ends or is kept for the next start,"
          + " and the exit code is 0.",
      "%nA configuration with any fault is refused as a whole, with file, line and remedy, and exit"
          + " code 2. Make a folder to start from with @|bold rotavox config init FOLDER|@."
    })
final class ServeCommand implements Callable<Integer> {

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
    Node node = Node.start(settings, Clock.systemUTC());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, log, stopped), "stop"));
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

  /** Ends the process with exit code 0: a stop that was asked for is not a failure. */
  private static void stop(Node node, Logger log, CountDownLatch stopped) {
    log.info("stopping");
    node.close();
    log.info("stopped");
    stopped.countDown();
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
