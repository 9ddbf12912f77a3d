package org.rotavox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.desk.Arguments;
import org.rotavox.desk.NodeAccess;
import org.rotavox.desk.Operations;
import org.rotavox.desk.Refusal;
import org.rotavox.liveness.Vitals;

@Timeout(60)
class ControlChannelTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;

  private final Operations operations =
      new Operations()
          .add("greet", "says hello", arguments -> Map.of("text", "hello " + arguments.text("who")))
          .add(
              "count",
              "counts",
              SECOND.multipliedBy(30),
              (arguments, answers) -> {
                for (int i = 1; i <= arguments.number("to", 3, 1, 1000); i++) {
                  answers.send(i);
                }
              })
          .add(
              "break",
              "fails",
              arguments -> {
                throw new IllegalStateException("index 7");
              })
          .add(
              "full",
              "fails",
              arguments -> {
                throw new IOException("the disk is full");
              });

  @Test
  void anOperationAnswersWithWhatItWasCalledWith() throws IOException {
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      JsonNode answer = client().ask("greet", Map.of("who", "ANGIO1 äöü"));
      assertThat(answer.path("text").asText()).isEqualTo("hello ANGIO1 äöü");
      assertThat(server.socket()).isEqualTo(folder.resolve("control.sock"));
    }
  }

  @Test
  void anOperationMayGiveManyAnswers() throws IOException {
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      List<Integer> answers = new ArrayList<>();
      client().call("count", Arguments.of(Map.of("to", 1000)), a -> answers.add(a.asInt()));
      assertThat(answers).hasSize(1000).startsWith(1, 2, 3).endsWith(1000);
    }
  }

  @Test
  void aRefusalAFailureAndAFaultAreToldApart() throws IOException {
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      assertThatThrownBy(() -> client().ask("greet", Map.of()))
          .isInstanceOf(Refusal.class)
          .hasMessage("the argument `who` is missing");
      assertThatThrownBy(() -> client().ask("count", Map.of("to", 5000)))
          .isInstanceOf(Refusal.class)
          .hasMessage("the argument `to` must be from 1 to 1000, not 5000");
      assertThatThrownBy(() -> client().ask("dance", Map.of()))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("no operation `dance`");
      assertThatThrownBy(() -> client().ask("full", Map.of()))
          .isNotInstanceOf(Refusal.class)
          .hasMessage("the disk is full");
      assertThatThrownBy(() -> client().ask("break", Map.of()))
          .isNotInstanceOf(Refusal.class)
          .hasMessageContaining("a fault of the software (IllegalStateException)");
      assertThat(client().ask("greet", Map.of("who", "you"))).isNotNull();
    }
  }

  @Test
  void onlyTheOwnerMayOpenTheSocketAndItIsGoneAfterTheStop() throws IOException {
    Path socket;
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      socket = server.socket();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
    }
    assertThat(socket).doesNotExist();
    assertThat(ControlClient.find(folder)).isEmpty();
  }

  @Test
  void theSocketOfAKilledProcessIsNoNodeAndIsReplaced() throws IOException {
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
    } // closing leaves the file, as a kill does
    assertThat(folder.resolve("control.sock")).exists();
    assertThat(ControlClient.find(folder)).isEmpty();
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      assertThat(client().ask("greet", Map.of("who", "you"))).isNotNull();
    }
  }

  @Test
  void aDataFolderWithALongPathHasItsSocketElsewhereAndItIsFound(@TempDir Path temporary)
      throws IOException {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(120)));
    Path socket;
    try (ControlServer server =
        ControlServer.start(deep, operations, temporary, SECOND, Vitals.unwatched())) {
      socket = server.socket();
      assertThat(socket).startsWith(temporary);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
          .isEqualTo("rwx------");
      NodeAccess node = ControlClient.find(deep).orElseThrow();
      assertThat(node.ask("greet", Map.of("who", "you"))).isNotNull();
    }
    assertThat(socket.getParent()).doesNotExist();
    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void whereNoPathIsShortEnoughTheErrorSaysWhatToDo() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(120)));
    assertThatThrownBy(
            () -> ControlServer.start(deep, operations, deep, SECOND, Vitals.unwatched()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("choose a shorter store.dataFolder");
    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void whatIsNoRequestIsAnsweredInWords() throws IOException {
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      assertThat(raw(server, "GET / HTTP/1.1\r\n")).contains("one line of JSON");
      assertThat(raw(server, "[1]\n")).contains("a request is one line");
      assertThat(raw(server, "x".repeat(ControlServer.MAX_REQUEST_BYTES + 1)))
          .contains("a line is longer than 65536 bytes");
      assertThat(raw(server, "[".repeat(1000) + "\n")).contains("one line of JSON");
    }
  }

  @Test
  void whoConnectsAndSaysNothingIsDisconnected() throws IOException {
    try (ControlServer server =
            ControlServer.start(
                folder, operations, folder, Duration.ofMillis(100), Vitals.unwatched());
        SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      assertThat(Channels.newInputStream(silent).read()).isEqualTo(-1);
    }
  }

  @Test
  void atMostSixteenAreServedAndTheNextIsToldToTryAgain() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(ControlServer.MAX_CONNECTIONS);
    operations.add(
        "wait",
        "waits",
        arguments -> {
          waiting.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return "done";
        });
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      ControlClient client = client();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < ControlServer.MAX_CONNECTIONS; i++) {
        Thread caller = new Thread(() -> askUntilServed(client));
        caller.start();
        callers.add(caller);
      }
      waiting.await();
      assertThatThrownBy(() -> client.ask("greet", Map.of("who", "you")))
          .hasMessageContaining("try again");
      release.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(client().ask("greet", Map.of("who", "you"))).isNotNull();
    }
  }

  /** The connection by which the client looked for the node may still hold a place. */
  private static void askUntilServed(ControlClient client) {
    await()
        .until(
            () -> {
              try {
                client.ask("wait", Map.of());
                return true;
              } catch (IOException e) {
                assertThat(e).hasMessageContaining("try again");
                return false;
              }
            });
  }

  @Test
  void aNodeThatDoesNotAnswerIsGivenUp() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    operations.add(
        "hang",
        "hangs",
        arguments -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return "late";
        });
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      NodeAccess impatient = ControlClient.find(folder, Duration.ofMillis(100)).orElseThrow();
      assertThatThrownBy(() -> impatient.ask("hang", Map.of()))
          .hasMessageContaining("ended the connection before its answer was complete");
      release.countDown();
    }
  }

  @Test
  void twoOperationsMayNotShareAName() {
    assertThatThrownBy(() -> operations.add("greet", "again", arguments -> ""))
        .hasMessageContaining("greet");
    assertThat(operations.list())
        .extracting(Operations.Description::name)
        .containsExactly("break", "count", "full", "greet");
  }

  private ControlServer start() throws IOException {
    return ControlServer.start(folder, operations, Vitals.unwatched());
  }

  private ControlClient client() throws IOException {
    return ControlClient.find(folder).orElseThrow();
  }

  private static String raw(ControlServer server, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
