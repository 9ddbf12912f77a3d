package org.rotavox.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.spool.IncomingFile;
import org.rotavox.store.KnownCopies;
import org.rotavox.store.ReceivedInstance;
import org.rotavox.store.StoreFixture;

class CopyComparisonTest {

  private static final String UID = "1.2.3.4";

  @TempDir private Path folder;
  private StoreFixture node;
  private CopyComparison comparison;
  private Path original;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder.resolve("data"));
    comparison = new CopyComparison(node.store());
    original = write("original.dcm", run());
    node.receiveFile(UID, "1.5", original, "key", AnnouncedCount.NONE);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private static SimulationOptions run() {
    return SimulationOptions.standard().frames(4).detector(16, 16, 6.4, 6.4);
  }

  private Path write(String name, SimulationOptions options) throws IOException {
    Path file = folder.resolve(name);
    new SimulatedRun(options).writeTo(file);
    return file;
  }

  /** What the answer rests on is removed after the first comparison. */
  @Test
  void aCopyThatComesAgainIsComparedOnce() throws IOException {
    ReceivedInstance copy = received(write("copy.dcm", run().identity("other bytes")));
    KnownCopies first = comparison.of(copy);
    Files.delete(node.store().spool().resolve(copy.spoolPath()));
    for (int i = 0; i < 5; i++) {
      KnownCopies again = comparison.of(copy);
      assertThat(again.same()).isEqualTo(first.same());
      assertThat(again.words()).isEqualTo(first.words());
    }
    KnownCopies unread = new CopyComparison(node.store()).of(copy);
    assertThat(unread.same()).isEmpty();
    assertThat(unread.words()).contains("what cannot be read");
  }

  /** Else a fault of the moment, such as a full disk, would count for ever. */
  @Test
  void whatCouldNotBeComparedIsComparedAgain() throws IOException {
    ReceivedInstance copy = received(original);
    Path file = node.store().spool().resolve(copy.spoolPath());
    Path away = folder.resolve("away");
    Files.move(file, away);
    assertThat(comparison.of(copy).same()).isEmpty();
    Files.move(away, file);
    assertThat(comparison.of(copy).same()).isPresent();
  }

  @Test
  void manyContentsUnderOneUidAreComparedWithBoundedMemory() throws IOException {
    ReceivedInstance copy = received(write("copy.dcm", run().identity("other bytes")));
    for (int i = 0; i < 3000; i++) {
      comparison.of(withDigest(copy, "%064x".formatted(i)));
    }
    assertThat(comparison.remembered()).isEqualTo(CopyComparison.MOST_REMEMBERED);
  }

  private ReceivedInstance received(Path dicom) throws IOException {
    try (IncomingFile incoming = node.store().spool().newIncoming()) {
      incoming.startContent();
      incoming.stream().write(Files.readAllBytes(dicom));
      Path file = incoming.commit();
      return new ReceivedInstance(
          StoreFixture.XA,
          new Uid(UID),
          new Uid("1.8.1.5"),
          new Uid("1.5"),
          new Uid("1.2.840.10008.1.2.1"),
          new AeTitle("ARCHIVE"),
          new AeTitle("ROTAVOX"),
          "127.0.0.1",
          file,
          incoming.bytes(),
          incoming.sha256(),
          node.clock.instant(),
          "key",
          "",
          AnnouncedCount.NONE);
    }
  }

  private static ReceivedInstance withDigest(ReceivedInstance of, String sha256) {
    return new ReceivedInstance(
        of.sopClass(),
        of.sopInstance(),
        of.study(),
        of.series(),
        of.transferSyntax(),
        of.calling(),
        of.called(),
        of.address(),
        of.spoolPath(),
        of.bytes(),
        sha256,
        of.receivedAt(),
        of.runKey(),
        of.patientKey(),
        of.announced());
  }
}
