package org.rotavox.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.DeliveryState;
import org.rotavox.store.DeliveryRecord;
import org.rotavox.upperlayer.UpperLayer;

/** Files that cannot be read hold up nothing else. */
class DamagedResultsTest {

  @TempDir private Path folder;
  private SendFixture node;
  private ScriptedPacs pacs;

  @BeforeEach
  void start() throws IOException {
    node = new SendFixture(folder.resolve("node"));
    pacs = new ScriptedPacs();
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    pacs.close();
  }

  private Path fileOf(DeliveryRecord record) {
    return node.store().spool().resolve(record.delivery().file());
  }

  @Test
  void theOtherSlicesOfTheJobArriveAndTheDamagedOneSaysWhy() throws IOException {
    long job = node.slices(3);
    Files.writeString(fileOf(node.deliveries(job).get(1)), "no DICOM object");
    node.send(SendFixture.destination(pacs.port()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> node.states(job).getOrDefault(DeliveryState.FAILED, 0) == 1);
    assertThat(node.states(job)).containsEntry(DeliveryState.DELIVERED, 2);
    assertThat(node.deliveries(job))
        .filteredOn(record -> record.delivery().state() == DeliveryState.FAILED)
        .singleElement()
        .satisfies(record -> assertThat(record.message()).isNotEmpty());
    assertThat(pacs.arrivals).hasValue(2);
  }

  @Test
  void filesThatAreSentByHandAreEachTold() throws IOException {
    long job = node.slices(2);
    Path good = fileOf(node.deliveries(job).get(0));
    Path bad = Files.writeString(folder.resolve("bad.dcm"), "no DICOM object");
    Map<Path, SendOutcome> outcomes = new LinkedHashMap<>();
    StoreScu scu = new StoreScu(UpperLayer.client());
    scu.send(SendFixture.destination(1).remote(), List.of(bad), outcomes::put);
    assertThat(outcomes).as("nobody is called for nothing").containsOnlyKeys(bad);
    outcomes.clear();
    scu.send(SendFixture.destination(pacs.port()).remote(), List.of(bad, good), outcomes::put);
    assertThat(outcomes).containsOnlyKeys(bad, good);
    assertThat(outcomes.get(good)).isInstanceOf(SendOutcome.Answered.class);
    assertThat(outcomes.get(bad)).isNotInstanceOf(SendOutcome.Answered.class);
  }
}
