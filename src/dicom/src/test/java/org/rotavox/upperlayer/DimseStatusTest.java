package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.upperlayer.StatusWords.Service;

/** Each status has words, those of a range as well. */
class DimseStatusTest {

  @Test
  void everyCodeHasWordsForEveryService() {
    for (int code = 0; code <= 0xFFFF; code++) {
      DimseStatus status = new DimseStatus(code, "");
      for (Service service : Service.values()) {
        String words = status.inWords(service);
        assertThat(words).startsWith("%04X ".formatted(code)).hasSizeGreaterThan(10);
        assertThat(words.contains("success")).as(words).isEqualTo(code == 0);
      }
      assertThat(status.toString()).isEqualTo(status.inWords(Service.STORAGE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "A700, STORAGE, out of resources",
    "A712, STORAGE, out of resources",
    "A7FF, STORAGE, out of resources",
    "A800, STORAGE, failure that the standard does not name",
    "A900, STORAGE, data set does not match SOP class",
    "A9FF, STORAGE, data set does not match SOP class",
    "B000, STORAGE, coercion of data elements",
    "B006, STORAGE, elements discarded",
    "B007, STORAGE, data set does not match SOP class",
    "B123, STORAGE, warning",
    "C000, STORAGE, cannot understand",
    "CFFF, STORAGE, cannot understand",
    "0106, STORAGE, invalid attribute value",
    "0110, STORAGE, processing failure",
    "0122, STORAGE, SOP class not supported",
    "0124, STORAGE, not authorized",
    "0211, STORAGE, unrecognized operation",
    "0213, STORAGE, resource limitation",
    "A700, QUERY, out of resources",
    "A900, QUERY, identifier does not match SOP class",
    "C001, QUERY, unable to process",
    "FF01, QUERY, 'pending, some optional keys are not supported'",
    "FE00, QUERY, cancelled",
    "A701, RETRIEVE, 'out of resources, cannot count the matches'",
    "A702, RETRIEVE, 'out of resources, cannot perform sub-operations'",
    "A801, RETRIEVE, move destination unknown",
    "A900, RETRIEVE, identifier does not match SOP class",
    "B000, RETRIEVE, sub-operations complete with failures or warnings",
    "C123, RETRIEVE, unable to process"
  })
  void theWordsAreThoseOfTheStandard(String code, Service service, String words) {
    DimseStatus status = new DimseStatus(Integer.parseInt(code, 16), "disk");
    assertThat(status.inWords(service)).isEqualTo(code + " " + words + " (disk)");
  }
}
