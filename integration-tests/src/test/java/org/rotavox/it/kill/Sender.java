package org.rotavox.it.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.rotavox.peer.Template;

/**
 * One angio suite: sends objects of mixed kinds one after another, each again and again until the
 * node has answered 0000 to it.
 */
final class Sender implements Runnable {

  private static final int FRAMES_OF_A_SERIES = 3;
  private static final long PAUSE_MILLIS = 60;

  private final int number;
  private final int port;
  private final Path folder;
  private final Templates templates;
  private final Acknowledged acknowledged;
  private final BooleanSupplier mayStartRotational;
  private final Random random;
  private volatile boolean stopped;
  private long objects;

  /** What is sent: a rotational run, a static cine, a single frame of a series. */
  record Templates(Template rotational, Template cine, Template frame) {}

  /** What the node promised: SOP Instance UIDs, Study UIDs of rotational runs, and repeats. */
  record Acknowledged(Queue<String> instances, Queue<String> rotational, AtomicInteger repeats) {}

  Sender(
      int number,
      int port,
      Path folder,
      Templates templates,
      Acknowledged acknowledged,
      BooleanSupplier mayStartRotational) {
    this.number = number;
    this.port = port;
    this.folder = folder;
    this.templates = templates;
    this.acknowledged = acknowledged;
    this.mayStartRotational = mayStartRotational;
    this.random = new Random(number);
  }

  /** Lets it end after the object that it is sending. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        int kind = random.nextInt(4);
        if (kind == 0 && mayStartRotational.getAsBoolean()) {
          acknowledged.rotational.add(
              send(templates.rotational, nextNumber(), nextNumber()).get(0));
        } else if (kind == 1) {
          send(templates.cine, nextNumber(), nextNumber());
        } else {
          long study = nextNumber();
          for (int i = 0; i < FRAMES_OF_A_SERIES && !stopped; i++) {
            send(templates.frame, study, nextNumber());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long nextNumber() {
    return number * 1_000_000_000L + ++objects;
  }

  private List<String> send(Template template, long study, long instance)
      throws IOException, InterruptedException {
    Path file = folder.resolve("send-" + number + ".dcm");
    List<String> uids = template.copy(study, instance, file);
    boolean first = true;
    while (!storescu(file)) {
      if (!first) {
        acknowledged.repeats.incrementAndGet();
      }
      first = false;
      Thread.sleep(PAUSE_MILLIS);
    }
    acknowledged.instances.add(uids.get(1));
    Files.delete(file);
    Thread.sleep(PAUSE_MILLIS);
    return uids;
  }

  private boolean storescu(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "storescu",
                "-v",
                "-xe",
                "-aet",
                "ANGIO" + number,
                "-aec",
                "ROTAVOX",
                "127.0.0.1",
                Integer.toString(port),
                file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor(1, TimeUnit.MINUTES);
    return output.contains("Received Store Response (Success)");
  }
}
