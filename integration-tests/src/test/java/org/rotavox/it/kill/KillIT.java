package org.rotavox.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of the kill test; the long one is {@code integration-tests/bench/kill}. */
class KillIT {

  private static final int KILLS = Integer.getInteger("rotavox.kills", 6);

  @ParameterizedTest
  @EnumSource
  void everyPointIsAMethodOfTheNode(KillPoint point) {
    assertThat(point.exists()).isTrue();
  }

  @Test
  void nothingIsLostAndNothingIsDoneTwiceWhateverIsKilledWhen(@TempDir Path folder)
      throws Exception {
    KillTable table = new KillRun(KILLS, folder, System.nanoTime()).run();
    System.out.println(table);
    assertThat(table.isClean()).as(table.toString()).isTrue();
    assertThat(table.kills()).isEqualTo(KILLS);
  }
}
