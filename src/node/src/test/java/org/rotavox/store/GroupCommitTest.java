package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  @Test
  void thoseWhoWaitWhileTheDiskIsBusyShareTheNextRound() throws InterruptedException {
    Semaphore disk = new Semaphore(0);
    AtomicInteger rounds = new AtomicInteger();
    AtomicInteger returned = new AtomicInteger();
    GroupCommit commit =
        new GroupCommit(
            () -> {
              rounds.incrementAndGet();
              disk.acquireUninterruptibly();
            });
    List<Thread> threads = new ArrayList<>();
    threads.add(start(commit, returned));
    await().until(() -> rounds.get() == 1);
    for (int i = 0; i < 20; i++) {
      threads.add(start(commit, returned));
    }
    for (Thread thread : threads.subList(1, threads.size())) {
      await().until(() -> thread.getState() == Thread.State.WAITING);
    }
    disk.release();
    await().until(() -> returned.get() == 1 && rounds.get() == 2);
    disk.release();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(returned).hasValue(21);
    assertThat(rounds).hasValue(2);
  }

  @Test
  void aCommitIsNeverServedByARoundThatBeganBeforeIt() throws InterruptedException {
    Semaphore disk = new Semaphore(0);
    AtomicInteger rounds = new AtomicInteger();
    AtomicInteger returned = new AtomicInteger();
    GroupCommit commit =
        new GroupCommit(
            () -> {
              rounds.incrementAndGet();
              disk.acquireUninterruptibly();
            });
    Thread first = start(commit, returned);
    await().until(() -> rounds.get() == 1);
    Thread second = start(commit, returned);
    await().until(() -> second.getState() == Thread.State.WAITING);
    disk.release();
    first.join();
    await().until(() -> rounds.get() == 2);
    assertThat(returned).hasValue(1);
    disk.release();
    second.join();
  }

  @Test
  void afterADiskFailedNothingIsPromisedAnyMore() {
    AtomicInteger rounds = new AtomicInteger();
    GroupCommit commit =
        new GroupCommit(
            () -> {
              rounds.incrementAndGet();
              throw new IllegalStateException("I/O error");
            });
    assertThatThrownBy(commit::await).hasRootCauseMessage("I/O error");
    assertThatThrownBy(commit::await).hasRootCauseMessage("I/O error");
    assertThat(rounds).hasValue(1);
  }

  private static Thread start(GroupCommit commit, AtomicInteger returned) {
    Thread thread =
        new Thread(
            () -> {
              commit.await();
              returned.incrementAndGet();
            });
    thread.start();
    return thread;
  }
}
