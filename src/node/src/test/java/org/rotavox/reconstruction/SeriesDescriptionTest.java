package org.rotavox.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

class SeriesDescriptionTest {

  private static final SeriesFacts FACTS =
      SeriesFacts.builder()
          .set(Fact.SWEEP_DEG, -199.6)
          .set(Fact.SERIES_DESCRIPTION, "left {carotid}")
          .set(Fact.FRAMES, 133L)
          .build();

  @Test
  void theDefaultNamesProtocolAndSweep() {
    assertThat(SeriesDescription.of("", "head-3dra", "any", FACTS))
        .isEqualTo("3D RA head-3dra 200°");
  }

  @Test
  void factsAreFilledInAndNeverReadAsTemplates() {
    assertThat(SeriesDescription.of("{rule}: {frames} of {seriesDescription}", "p", "r", FACTS))
        .isEqualTo("r: 133 of left {carotid}");
  }

  @Test
  void whatIsNotKnownLeavesNoGapAndWhatDoesNotExistIsSeen() {
    assertThat(SeriesDescription.of("3D {stationName} {nonsense}", "p", "r", FACTS))
        .isEqualTo("3D {nonsense}");
  }
}
