package org.rotavox.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A mail server that takes everything and keeps it (RFC 5321, as much as a sender needs). */
final class SmtpSink implements AutoCloseable {

  private final ServerSocket listening;
  private final List<String> messages = new ArrayList<>();
  private final List<String> recipients = new ArrayList<>();

  SmtpSink() throws IOException {
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "smtp-sink");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  synchronized List<String> recipients() {
    return List.copyOf(recipients);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        talk(socket);
      } catch (IOException e) {
        return; // closed: the test is over
      }
    }
  }

  private void talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = socket.getOutputStream();
    say(out, "220 sink");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("DATA")) {
        say(out, "354 go on");
        keep(in);
        say(out, "250 kept");
      } else if (line.startsWith("QUIT")) {
        say(out, "221 bye");
        return;
      } else {
        if (line.startsWith("RCPT")) {
          note(line);
        }
        say(out, "250 ok");
      }
    }
  }

  private synchronized void note(String recipient) {
    recipients.add(recipient);
  }

  private void keep(BufferedReader in) throws IOException {
    StringBuilder message = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      message.append(line).append('\n');
    }
    synchronized (this) {
      messages.add(message.toString());
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
