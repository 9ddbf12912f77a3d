package org.rotavox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.desk.NodeAccess;
import org.rotavox.desk.Nothing;
import org.rotavox.desk.Operation;
import org.rotavox.desk.Operations;
import org.rotavox.desk.Refusal;
import org.rotavox.desk.Role;
import org.rotavox.liveness.Vitals;

@Timeout(60)
class ControlChannelTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;

  private record Who(Optional<String> who) {}

  private record Greeting(String text) {}

  private record To(int to) {}

  private static final Operation<Who, Greeting> GREET =
      Operation.one("greet", "says hello", Role.VIEWER, Who.class, Greeting.class);
  private static final Operation<To, Integer> COUNT =
      Operation.many("count", "counts", Role.VIEWER, To.class, Integer.class)
          .within(SECOND.multipliedBy(30));
  private static final Operation<Nothing, String> BREAK = saying("break");
  private static final Operation<Nothing, String> FULL = saying("full");
  private static final Operation<Nothing, String> DANCE = saying("dance");
  private static final Operation<Nothing, String> WAIT = saying("wait");
  private static final Operation<Nothing, String> HANG = saying("hang");

  private static Operation<Nothing, String> saying(String name) {
    return Operation.one(name, "says something", Role.OPERATOR, Nothing.class, String.class);
  }

  private static Who who(String name) {
    return new Who(Optional.of(name));
  }

  private final Operations operations =
      new Operations()
          .add(
              GREET,
              asked ->
                  new Greeting(
                      "hello " + asked.who().orElseThrow(() -> new Refusal("who is meant?"))))
          .addMany(
              COUNT,
              (asked, answers) -> {
                for (int i = 1; i <= asked.to(); i++) {
                  answers.accept(i);
                }
              })
          .add(
              BREAK,
              nothing -> {
                throw new IllegalStateException("index 7");
              })
          .add(
              FULL,
              nothing -> {
                throw new IOException("the disk is full");
              });

  @Test
  void anOperationAnswersWithWhatItWasCalledWith() throws IOException {
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      assertThat(client().ask(GREET, who("ANGIO1 äöü")).text()).isEqualTo("hello ANGIO1 äöü");
      assertThat(server.socket()).isEqualTo(folder.resolve("control.sock"));
    }
  }

  @Test
  void anOperationMayGiveManyAnswers() throws IOException {
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      List<Integer> answers = new ArrayList<>();
      client().each(COUNT, new To(1000), answers::add);
      assertThat(answers).hasSize(1000).startsWith(1, 2, 3).endsWith(1000);
    }
  }

  @Test
  void aRefusalAFailureAndAFaultAreToldApart() throws IOException {
    try (ControlServer server = start()) {
      assertThat(server.socket()).exists();
      assertThatThrownBy(() -> client().ask(GREET, new Who(Optional.empty())))
          .isInstanceOf(Refusal.class)
          .hasMessage("who is meant?");
      ObjectNode arguments = JsonNodeFactory.instance.objectNode();
      assertThatThrownBy(() -> client().call("count", arguments, a -> {}))
          .isInstanceOf(Refusal.class)
          .hasMessage("the argument `to` is missing");
      assertThatThrownBy(() -> client().call("count", arguments.put("to", "many"), a -> {}))
          .isInstanceOf(Refusal.class)
          .hasMessage("the argument `to` must be a whole number, not `many`");
      assertThatThrownBy(() -> client().ask(DANCE, Nothing.NOTHING))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("no operation `dance`");
      assertThatThrownBy(() -> client().ask(FULL, Nothing.NOTHING))
          .isNotInstanceOf(Refusal.class)
          .hasMessage("the disk is full");
      assertThatThrownBy(() -> client().ask(BREAK, Nothing.NOTHING))
          .isNotInstanceOf(Refusal.class)
          .hasMessageContaining("a fault of the software (IllegalStateException)");
      assertThat(client().ask(GREET, who("you"))).isNotNull();
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
      assertThat(client().ask(GREET, who("you"))).isNotNull();
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
      assertThat(node.ask(GREET, who("you"))).isNotNull();
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
        WAIT,
        nothing -> {
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
      assertThatThrownBy(() -> client.ask(GREET, who("you"))).hasMessageContaining("try again");
      release.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(client().ask(GREET, who("you"))).isNotNull();
    }
  }

  /** The connection by which the client looked for the node may still hold a place. */
  private static void askUntilServed(ControlClient client) {
    await()
        .until(
            () -> {
              try {
                client.ask(WAIT, Nothing.NOTHING);
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
        HANG,
        nothing -> {
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
      assertThatThrownBy(() -> impatient.ask(HANG, Nothing.NOTHING))
          .hasMessageContaining("ended the connection before its answer was complete");
      release.countDown();
    }
  }

  @Test
  void twoOperationsMayNotShareAName() {
    assertThatThrownBy(() -> operations.add(GREET, asked -> new Greeting("")))
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
