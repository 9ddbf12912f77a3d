package org.rotavox.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Measures a ledger with many instances; only by {@code integration-tests/bench/ledger}. */
@EnabledIfSystemProperty(
    named = "rotavox.instances",
    matches = "[0-9]+",
    disabledReason = "a benchmark: integration-tests/bench/ledger runs it")
class LedgerSizeIT {

  @Test
  void receivingStatusAndStartWithManyInstances(@TempDir Path folder) throws Exception {
    LedgerBench.main(new String[] {folder.toString(), System.getProperty("rotavox.instances")});
  }
}
