package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rotavox.model.ReconstructionJob;

class OutputKindTest {

  @Test
  void theCtSeriesIsTheOneThatTheJobPromises() {
    assertThat(OutputKind.CT_SERIES.seriesUid("a run"))
        .isEqualTo(ReconstructionJob.resultSeriesOf("a run"));
  }

  @Test
  void everyKindIsASeriesOfItsOwn() {
    assertThat(Arrays.stream(OutputKind.values()).map(kind -> kind.seriesUid("a run")))
        .doesNotHaveDuplicates();
  }
}
