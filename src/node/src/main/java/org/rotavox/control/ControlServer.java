package org.rotavox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.rotavox.desk.Json;
import org.rotavox.desk.Operations;
import org.rotavox.desk.Refusal;
import org.rotavox.liveness.Pulse;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets commands of this machine call the operations of a running node. At most {@value
 * #MAX_CONNECTIONS} at once; a request has to be there within seconds and has at most {@value
 * #MAX_REQUEST_BYTES} bytes; an operation ends within its limit.
 */
public final class ControlServer implements AutoCloseable {

  static final int MAX_CONNECTIONS = 16;
  static final int MAX_REQUEST_BYTES = 65_536;
  static final int MAX_ANSWER_BYTES = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration TIME_FOR_REQUEST = Duration.ofSeconds(10);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(1);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final Path dataFolder;
  private final Path socket;
  private final Operations operations;
  private final ServerSocketChannel listening;
  private final Selector connections;
  private final Pulse pulse;
  private final Duration timeForRequest;
  private final Deadline deadline = new Deadline();
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("control"));

  private ControlServer(
      Path dataFolder,
      Path socket,
      Operations operations,
      ServerSocketChannel listening,
      Selector connections,
      Pulse pulse,
      Duration timeForRequest) {
    this.dataFolder = dataFolder;
    this.socket = socket;
    this.operations = operations;
    this.listening = listening;
    this.connections = connections;
    this.pulse = pulse;
    this.timeForRequest = timeForRequest;
  }

  /**
   * Starts to listen. The socket that a killed process left is replaced: the caller has the data
   * folder for itself.
   *
   * @param vitals watches the thread that takes connections
   * @throws IOException if there can be no socket in the data folder nor elsewhere
   */
  public static ControlServer start(Path dataFolder, Operations operations, Vitals vitals)
      throws IOException {
    return start(
        dataFolder,
        operations,
        Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
        TIME_FOR_REQUEST,
        vitals);
  }

  static ControlServer start(
      Path dataFolder,
      Operations operations,
      Path temporary,
      Duration timeForRequest,
      Vitals vitals)
      throws IOException {
    Path socket = ControlAddress.prepare(dataFolder, temporary);
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Selector connections = Selector.open();
    try {
      listening.bind(UnixDomainSocketAddress.of(socket));
      ControlAddress.protect(socket);
      listening.configureBlocking(false);
      listening.register(connections, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      connections.close();
      listening.close();
      throw new IOException("no socket can be made at " + socket + ": " + e.getMessage(), e);
    }
    ControlServer server =
        new ControlServer(
            dataFolder,
            socket,
            operations,
            listening,
            connections,
            vitals.watch(VitalPart.CONTROL, "control"),
            timeForRequest);
    server.threads.execute(server.pulse.keepRunning(server::acceptAll));
    return server;
  }

  /** Returns where the socket is. */
  public Path socket() {
    return socket;
  }

  private void acceptAll() {
    while (listening.isOpen()) {
      try {
        connections.select(ROUND.toMillis());
        connections.selectedKeys().clear();
        pulse.beat();
        SocketChannel connection = listening.accept();
        if (connection != null) {
          accept(connection);
        }
      } catch (ClosedChannelException | ClosedSelectorException | RejectedExecutionException e) {
        return; // it is being closed
      } catch (IOException e) {
        LOG.warn("a control connection could not be taken", e);
      }
    }
  }

  private void accept(SocketChannel connection) throws IOException {
    if (!free.tryAcquire()) {
      try (connection) {
        new Lines(connection)
            .write(
                Map.of("error", "the node serves " + MAX_CONNECTIONS + " commands: try again"),
                MAX_ANSWER_BYTES);
      }
      return;
    }
    open.add(connection);
    try {
      threads.execute(
          () -> {
            try (connection) {
              serve(connection);
            } catch (IOException e) {
              LOG.debug("a control connection ended early", e);
            } finally {
              leave(connection);
            }
          });
    } catch (OutOfMemoryError e) { // no thread can be started: this command goes without
      LOG.error("a command cannot be served: {}", e.getMessage());
      connection.close();
      leave(connection);
    }
  }

  private void leave(SocketChannel connection) {
    open.remove(connection);
    free.release();
  }

  private void serve(SocketChannel connection) throws IOException {
    Lines lines = new Lines(connection);
    try {
      requireOwner(connection);
      Request request = request(connection, lines);
      Future<?> limit = deadline.close(connection, operations.limitOf(request.operation));
      try {
        operations.run(
            request.operation,
            request.arguments,
            answer -> lines.write(Map.of("answer", answer), MAX_ANSWER_BYTES));
      } finally {
        limit.cancel(false);
      }
      lines.write(Map.of("end", true), MAX_ANSWER_BYTES);
    } catch (ClosedChannelException | java.io.EOFException e) {
      throw e;
    } catch (IOException e) {
      lines.write(
          Map.of("error", String.valueOf(e.getMessage()), "refused", e instanceof Refusal),
          MAX_ANSWER_BYTES);
    }
  }

  /** File permissions say the same, but not in the moment between bind and their change. */
  private void requireOwner(SocketChannel connection) throws IOException {
    String caller = connection.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    String owner = Files.getOwner(socket).getName();
    if (!caller.equals(owner) && !caller.equals("root")) {
      LOG.warn("a command of the user {} was refused", caller);
      throw new Refusal("only the user " + owner + " may give orders to this node");
    }
  }

  private Request request(SocketChannel connection, Lines lines) throws IOException {
    Future<?> limit = deadline.close(connection, timeForRequest);
    String line = lines.read(MAX_REQUEST_BYTES);
    limit.cancel(false);
    try {
      JsonNode request = Json.read(line);
      JsonNode arguments = request.path("arguments");
      if (!request.path("operation").isTextual()
          || !(arguments.isObject() || arguments.isMissingNode())) {
        throw new Refusal(
            "a request is one line {\"operation\":\"name\",\"arguments\":{…}}, not " + brief(line));
      }
      return new Request(
          request.path("operation").asText(),
          arguments.isObject() ? arguments : JsonNodeFactory.instance.objectNode());
    } catch (JsonProcessingException e) {
      throw new Refusal("a request is one line of JSON, not " + brief(line));
    }
  }

  private static String brief(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  private record Request(String operation, JsonNode arguments) {}

  /** Takes no more requests; operations that run get some seconds to end. */
  @Override
  public void close() throws IOException {
    listening.close();
    connections.close();
    ControlAddress.remove(dataFolder);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        for (SocketChannel connection : open) {
          connection.close();
        }
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      deadline.close();
    }
  }
}
