package org.rotavox.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.AeTitle;

class OriginTest {

  private static Origin from(String address) {
    return new Origin(new AeTitle("SUITE"), new AeTitle("ROTAVOX"), address);
  }

  private static DataSet meta(String uri) {
    return new DataSet()
        .setString(Tag.SourceApplicationEntityTitle, "SUITE")
        .setString(Tag.ReceivingApplicationEntityTitle, "ROTAVOX")
        .setString(Tag.SourcePresentationAddress, uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.7", "fe80::1"})
  void whatAFileSaysIsReadBack(String address) {
    assertThat(Origin.in(from(address).into(new DataSet()))).isEqualTo(from(address));
  }

  @Test
  void aSenderWithoutAnAddressLeavesNone() {
    assertThat(from("").into(new DataSet()).contains(Tag.SourcePresentationAddress)).isFalse();
  }

  @Test
  void otherFormsAreNoAddresses() {
    assertThat(Origin.in(meta("http://10.0.0.7")).address()).isEmpty();
    assertThat(Origin.in(meta("dicom://" + "1".repeat(100))).address()).isEmpty();
    assertThat(Origin.in(meta("dicom://[fe80::1")).address()).isEqualTo("[fe80::1");
  }

  @Test
  void aTitleThatIsNoneIsUnknown() {
    assertThat(Origin.in(new DataSet()).calling()).isEqualTo(new AeTitle("UNKNOWN"));
  }
}
