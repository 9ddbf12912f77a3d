package org.rotavox.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.liveness.Vitals;

class RulesWatchTest {

  @TempDir Path folder;
  private Path file;
  private final AtomicInteger changes = new AtomicInteger();
  private RulesWatch watch;

  @BeforeEach
  void watchAFile() throws IOException {
    file = Files.writeString(folder.resolve("rules.yaml"), "rules: []\n");
    watch = new RulesWatch(file, changes::incrementAndGet, Vitals.unwatched());
    lookOften();
    changes.set(0);
  }

  private void lookOften() {
    for (int i = 0; i <= RulesWatch.QUIET_POLLS; i++) {
      watch.look();
    }
  }

  @Test
  void saysNothingWhileNothingChanges() {
    lookOften();
    assertThat(changes).hasValue(0);
  }

  @Test
  void waitsUntilAFileIsWrittenToItsEnd() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.writeString(file, "# a line\n", StandardOpenOption.APPEND);
      watch.look();
      watch.look();
      assertThat(changes).hasValue(0);
    }
    lookOften();
    assertThat(changes).hasValue(1);
  }

  @Test
  void noticesAnotherTextOfTheSameLengthAndTime() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "rules: {}\n");
    Files.setLastModifiedTime(file, time);
    lookOften();
    assertThat(changes).hasValue(1);
  }

  @Test
  void noticesAFileThatWasRenamedIntoItsPlace() throws IOException {
    Path fresh = Files.writeString(folder.resolve(".rules.yaml.swp"), "rules: [] # new\n");
    Files.delete(file);
    watch.look();
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    lookOften();
    assertThat(changes).hasValue(1);
  }

  @Test
  void noticesThatTheFileIsGoneAndThatItIsBack() throws IOException {
    Files.delete(file);
    lookOften();
    assertThat(changes).hasValue(1);
    Files.writeString(file, "rules: []\n");
    lookOften();
    assertThat(changes).hasValue(2);
  }

  @Test
  void comesBackToAChangeThatCouldNotBeTaken() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    watch =
        new RulesWatch(
            file,
            () -> {
              if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("the ledger is full");
              }
            },
            Vitals.unwatched());
    lookOften();
    assertThat(attempts).hasValue(1);
    lookOften();
    lookOften();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void looksByItself() throws IOException {
    try (RulesWatch own =
        new RulesWatch(file, changes::incrementAndGet, Vitals.unwatched()).start()) {
      Awaitility.await().until(() -> changes.get() == 1);
      Files.writeString(file, "rules: [] # changed\n");
      Awaitility.await().until(() -> changes.get() == 2);
      assertThat(own).isNotNull();
    }
  }
}
