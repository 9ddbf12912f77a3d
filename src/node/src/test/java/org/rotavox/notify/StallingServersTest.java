package org.rotavox.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Servers that stop answering at every place of an exchange, or go on with a byte at a time for
 * ever: the exchange ends, and the next one, which the server answers, is had.
 */
class StallingServersTest {

  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Notice NOTICE = new Notice(Occasion.DONE, Map.of("job", "7"));
  private static final String HTTP = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  /** After the connection, then after each command, the last one being the text of the mail. */
  private static final List<String> SMTP =
      List.of(
          "220 here\r\n",
          "250 hello\r\n",
          "250 from\r\n",
          "250 to\r\n",
          "354 go on\r\n",
          "250 taken\r\n",
          "221 bye\r\n");

  private final List<Socket> open = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    synchronized (open) {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** How a server stalls. */
  private enum Stall {
    SILENT,
    TRICKLING
  }

  @TestFactory
  Stream<DynamicTest> webhooks() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Stall stall : Stall.values()) {
      for (int sent = 0; sent < HTTP.length(); sent += 6) {
        int bytes = sent;
        tests.add(
            DynamicTest.dynamicTest(
                stall + " after " + bytes + " bytes of an answer",
                () ->
                    assertGoesOn(
                        webhook(),
                        first -> stalling(first, List.of(HTTP), 0, bytes, stall),
                        next -> answer(next, List.of(HTTP)))));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> mails() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Stall stall : Stall.values()) {
      for (int step = 0; step < SMTP.size() - 1; step++) {
        int at = step;
        tests.add(
            DynamicTest.dynamicTest(
                stall + " in answer " + at + " of a mail server",
                () ->
                    assertGoesOn(
                        mail(),
                        first -> stalling(first, SMTP, at, 3, stall),
                        next -> answer(next, SMTP))));
      }
    }
    return tests.stream();
  }

  private interface Conversation {
    void with(Socket socket) throws Exception;
  }

  /** The first connection stalls, all further ones are served. */
  private void assertGoesOn(Channel channel, Conversation first, Conversation next)
      throws IOException {
    answered.set(0);
    ServerSocket mine = server;
    Thread serving =
        new Thread(
            () -> {
              boolean isFirst = true;
              while (!mine.isClosed()) {
                try {
                  Socket socket = mine.accept();
                  synchronized (open) {
                    open.add(socket);
                  }
                  Conversation conversation = isFirst ? first : next;
                  isFirst = false;
                  Thread thread = new Thread(() -> quietly(conversation, socket));
                  thread.setDaemon(true);
                  thread.start();
                } catch (IOException e) {
                  return;
                }
              }
            });
    serving.setDaemon(true);
    serving.start();
    try {
      channel.tell(NOTICE); // who has said that it took the notice may stall as it likes
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    int before = answered.get();
    channel.tell(NOTICE);
    assertThat(answered.get()).isGreaterThanOrEqualTo(before);
    mine.close();
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static void quietly(Conversation conversation, Socket socket) {
    try (socket) {
      conversation.with(socket);
    } catch (Exception e) {
      // the other side has ended it
    }
  }

  private void answer(Socket socket, List<String> answers) throws Exception {
    speak(socket, answers, answers.size());
    answered.incrementAndGet();
  }

  private void stalling(Socket socket, List<String> answers, int step, int bytes, Stall stall)
      throws Exception {
    speak(socket, answers, step);
    OutputStream out = socket.getOutputStream();
    out.write(answers.get(step).substring(0, bytes).getBytes(StandardCharsets.US_ASCII));
    out.flush();
    while (!socket.isClosed()) {
      Thread.sleep(50);
      if (stall == Stall.TRICKLING) {
        out.write('x');
        out.flush();
      }
    }
  }

  /** Says so many answers, each after a line, the one after DATA after the line with a dot. */
  private static void speak(Socket socket, List<String> answers, int count) throws Exception {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    boolean smtp = answers.size() > 1;
    for (int i = 0; i < count; i++) {
      if (!smtp || i > 0) {
        String end = smtp ? (i == 5 ? "." : null) : "";
        String line = in.readLine();
        while (line != null && end != null && !line.equals(end)) {
          line = in.readLine();
        }
      }
      socket.getOutputStream().write(answers.get(i).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
  }

  private Channel webhook() {
    return new Webhook(
        new WebhookSettings(
            "hook",
            URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"),
            EnumSet.allOf(Occasion.class),
            WebhookSettings.DEFAULT_BODY,
            TIMEOUT));
  }

  private Channel mail() {
    return new Mail(
        new MailSettings(
            "admins",
            new MailSettings.Server(
                "127.0.0.1",
                server.getLocalPort(),
                MailSettings.Security.NONE,
                Optional.empty(),
                "",
                "",
                "",
                TIMEOUT),
            "rotavox@example.org",
            List.of("admin@example.org"),
            EnumSet.allOf(Occasion.class),
            MailSettings.DEFAULT_SUBJECT,
            MailSettings.DEFAULT_BODY));
  }
}
