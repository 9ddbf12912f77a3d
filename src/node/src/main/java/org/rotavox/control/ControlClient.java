package org.rotavox.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.rotavox.desk.Json;
import org.rotavox.desk.NodeAccess;
import org.rotavox.desk.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the operations of the node that runs on a data folder; one connection for each call. */
public final class ControlClient implements NodeAccess {

  private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

  /** Longest silence of a node before it counts as not answering. */
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(10);

  private final Path socket;
  private final Duration patience;

  private ControlClient(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
  }

  /**
   * Finds the node that runs on a data folder; empty if none does.
   *
   * @throws IOException if it may not be asked
   */
  public static Optional<ControlClient> find(Path dataFolder) throws IOException {
    return find(dataFolder, USUAL_PATIENCE);
  }

  static Optional<ControlClient> find(Path dataFolder, Duration patience) throws IOException {
    Optional<Path> socket = ControlAddress.find(dataFolder);
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket.get()))) {
      return probe.isConnected()
          ? Optional.of(new ControlClient(socket.get(), patience))
          : Optional.empty();
    } catch (ConnectException e) {
      return Optional.empty(); // the socket of a process that was killed
    } catch (SocketException e) {
      if (!String.valueOf(e.getMessage()).contains("denied")) {
        return Optional.empty(); // it went away at this very moment
      }
      throw new AccessDeniedException(
          socket.get().toString(), null, "run the command as the user that the node runs as");
    }
  }

  @Override
  public void call(String operation, JsonNode arguments, Consumer<JsonNode> answers)
      throws IOException {
    try (Deadline deadline = new Deadline();
        SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Lines lines = new Lines(connection);
      request(lines, operation, arguments);
      while (true) {
        Future<?> limit = deadline.close(connection, patience);
        JsonNode line = Json.read(lines.read(ControlServer.MAX_ANSWER_BYTES));
        limit.cancel(false);
        if (line.has("error")) {
          throw line.path("refused").asBoolean()
              ? new Refusal(line.path("error").asText())
              : new IOException(line.path("error").asText());
        }
        if (line.has("end")) {
          return;
        }
        answers.accept(line.path("answer"));
      }
    } catch (ClosedChannelException | EOFException e) {
      throw new IOException("the node ended the connection before its answer was complete", e);
    }
  }

  /** A node that is busy may have said so and closed before the request was written. */
  private static void request(Lines lines, String operation, JsonNode arguments)
      throws IOException {
    try {
      lines.write(
          Map.of("operation", operation, "arguments", arguments), ControlServer.MAX_REQUEST_BYTES);
    } catch (Refusal e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("the request could not be written; the answer may say why", e);
    }
  }
}
