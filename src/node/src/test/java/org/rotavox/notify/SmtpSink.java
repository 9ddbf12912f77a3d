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
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server that takes everything and keeps it (RFC 5321, as much as a sender needs), in plain
 * text, after STARTTLS (RFC 3207), or over TLS from the beginning.
 */
final class SmtpSink implements AutoCloseable {

  private final ServerSocket listening;
  private final List<String> messages = new ArrayList<>();
  private final List<String> recipients = new ArrayList<>();

  private final Optional<SSLContext> tls;
  private final boolean tlsAtOnce;

  /** One that knows nothing of TLS. */
  SmtpSink() throws IOException {
    this(Optional.empty(), false);
  }

  /** One that takes mail by TLS alone: at once, or after it was asked for. */
  SmtpSink(SSLContext tls, boolean atOnce) throws IOException {
    this(Optional.of(tls), atOnce);
  }

  private SmtpSink(Optional<SSLContext> tls, boolean atOnce) throws IOException {
    this.tls = tls;
    this.tlsAtOnce = atOnce;
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
      try (Socket socket = listening.accept();
          Socket talking = tlsAtOnce ? secured(socket) : socket) {
        say(talking.getOutputStream(), "220 sink");
        talk(talking, tlsAtOnce || tls.isEmpty());
      } catch (IOException e) {
        // closed: the test is over; or the sender does not like our certificate and went away
      }
    }
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(plain, null, true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  /** Before it is secure enough nothing goes but the way to TLS. */
  private void talk(Socket socket, boolean secure) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = socket.getOutputStream();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("STARTTLS") && !secure) {
        say(out, "220 go ahead");
        talk(secured(socket), true);
        return;
      } else if (line.startsWith("EHLO") && !secure) {
        say(out, "250-sink");
        say(out, "250 STARTTLS");
      } else if (!secure && !line.startsWith("QUIT")) {
        say(out, "530 not without TLS");
      } else if (line.startsWith("DATA")) {
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
