package org.rotavox.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One budget of memory for many that read at once. */
class MemoryBudgetTest {

  private static final long MIB = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 16, 64, 256, 1024})
  void sharesOfManyThreadsTogetherNeverExceedIt(long mib) throws Exception {
    MemoryBudget budget = new MemoryBudget(mib * MIB);
    AtomicLong taken = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicInteger served = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 50; thread++) {
      Random random = new Random(thread);
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  long bytes = (long) Math.exp(random.nextDouble() * Math.log(100.0 * MIB));
                  takeOnce(budget, random.nextInt(3), bytes, taken, most);
                  served.incrementAndGet();
                }
              }));
    }
    for (Future<?> each : all) {
      each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(served).hasValue(50 * 200);
    assertThat(most.get()).isPositive().isLessThanOrEqualTo(mib * MIB);
    assertThat(budget.freeBytes()).isEqualTo(mib * MIB);
  }

  private static void takeOnce(
      MemoryBudget budget, int kind, long bytes, AtomicLong taken, AtomicLong most) {
    try (MemoryBudget.Share share =
        switch (kind) {
          case 0 -> budget.forHeader(bytes);
          case 1 -> budget.forReport(bytes);
          default -> budget.forComparison(bytes);
        }) {
      assertThat(share.bytes()).isPositive();
      most.accumulateAndGet(taken.addAndGet(share.bytes()), Math::max);
      taken.addAndGet(-share.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 1 << 20, 1L << 40, Long.MAX_VALUE / 4, Long.MAX_VALUE})
  void aShareThatIsMoreThanAllIsServedAlone(long bytes) {
    MemoryBudget small = new MemoryBudget(MIB);
    try (MemoryBudget.Share share = small.forComparison(bytes)) {
      assertThat(share.bytes()).isEqualTo(MIB);
      assertThat(small.freeBytes()).isZero();
    }
    assertThat(small.freeBytes()).isEqualTo(MIB);
  }

  @Test
  void aShareGrowsWithTheFileUpToAFixedMost() {
    MemoryBudget large = new MemoryBudget(4096 * MIB);
    long before = 0;
    for (long bytes = 1; bytes < 1L << 40; bytes *= 4) {
      try (MemoryBudget.Share share = large.forHeader(bytes)) {
        assertThat(share.bytes()).isGreaterThanOrEqualTo(before).isLessThan(64 * MIB);
        before = share.bytes();
      }
    }
    assertThat(before).isGreaterThan(32 * MIB);
  }

  /** Small shares that come later do not starve a large one that waits. */
  @Test
  void whoComesFirstIsServedFirst() throws Exception {
    MemoryBudget budget = new MemoryBudget(64 * MIB);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    MemoryBudget.Share first = budget.forHeader(1);
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      long bytes = i == 0 ? 1L << 40 : 1;
      waiting.add(
          threads.submit(
              () -> {
                try (MemoryBudget.Share share = budget.forComparison(bytes)) {
                  assertThat(share.bytes()).isPositive();
                  order.add(number);
                }
              }));
      Awaitility.await().atMost(PATIENCE).until(() -> budget.waiting() == number + 1);
    }
    assertThat(budget.freeBytes()).as("enough for each small one").isGreaterThan(32 * MIB);
    assertThat(order).isEmpty();
    first.close();
    for (Future<?> each : waiting) {
      each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(order).hasSize(8).startsWith(0);
  }

  @Test
  void closingAShareTwiceGivesItBackOnce() {
    MemoryBudget budget = new MemoryBudget(64 * MIB);
    MemoryBudget.Share other = budget.forHeader(1);
    MemoryBudget.Share share = budget.forHeader(1);
    share.close();
    share.close();
    assertThat(budget.freeBytes()).isEqualTo(64 * MIB - other.bytes());
    other.close();
    assertThat(budget.freeBytes()).isEqualTo(64 * MIB);
  }
}
