package org.rotavox.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UidTest {

  @Test
  void derivedUidsDependOnEveryPartAndOnTheirBoundaries() {
    assertThat(Uid.derived("a", "b")).isEqualTo(Uid.derived("a", "b"));
    assertThat(Uid.derived("a", "b"))
        .isNotEqualTo(Uid.derived("b", "a"))
        .isNotEqualTo(Uid.derived("ab"))
        .isNotEqualTo(Uid.derived("ab", ""))
        .isNotEqualTo(Uid.derived("a", "b", ""));
  }

  @Test
  void madeUidsAreValidAndBelowTheUuidRoot() {
    for (int i = 0; i < 1000; i++) {
      assertThat(Uid.random().value()).startsWith("2.25.").hasSizeLessThanOrEqualTo(64);
      assertThat(Uid.derived("x", Integer.toString(i)).value()).matches("2\\.25\\.[1-9][0-9]+");
    }
  }

  @Test
  void refusesWhatIsNoUid() {
    for (String text : new String[] {"", ".", "1.", "1..2", "1.2a", " 1.2", "1.2\0", "../x"}) {
      assertThatThrownBy(() -> new Uid(text)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Uid("1".repeat(65))).isInstanceOf(IllegalArgumentException.class);
  }
}
