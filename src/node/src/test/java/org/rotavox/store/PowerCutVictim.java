package org.rotavox.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.Verdict;

/** Works on a data folder until it is killed, and says what it was promised. */
public final class PowerCutVictim {

  private PowerCutVictim() {}

  /** Runs on the data folder {@code args[0]}; UIDs begin with {@code args[1]}. */
  public static void main(String[] args) throws Exception {
    String root = "1.3." + args[1];
    StoreFixture node = new StoreFixture(Path.of(args[0]));
    for (ReconstructionJob left :
        node.ledger().interruptedJobs("new", java.time.Instant.ofEpochMilli(Long.MAX_VALUE))) {
      node.ledger()
          .jobRetry(
              left.claim(),
              node.clock.instant(),
              new org.rotavox.model.Failure(
                  org.rotavox.model.Failure.Kind.RESOURCE, "killed in the middle"));
    }
    for (int sender = 0; sender < 3; sender++) {
      String prefix = root + "." + sender;
      new Thread(() -> send(node, prefix)).start();
    }
    work(node, root + ".9");
  }

  private static void send(StoreFixture node, String prefix) {
    try {
      for (int i = 0; ; i++) {
        String uid = prefix + "." + i;
        node.receiveFrame(uid, prefix + ".77." + i / 10);
        say("stored " + uid);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void work(StoreFixture node, String prefix) throws IOException {
    for (int i = 0; ; i++) {
      String uid = prefix + "." + i;
      node.receiveRun(uid);
      say("stored " + uid);
      long made = node.close(node.runOf(uid), StoreFixture.order(Verdict.Priority.NORMAL, ""));
      say("job " + made);
      ReconstructionJob job = node.ledger().claimNextJob("new", node.clock.instant()).orElseThrow();
      long id = job.id();
      node.store().spool().emptyResultFolder(job.claim());
      node.finish(id, 2, "PACS");
      say("done " + id);
    }
  }

  private static void say(String promise) {
    synchronized (System.out) {
      System.out.print("! " + promise + ".\n");
      System.out.flush();
    }
  }
}
