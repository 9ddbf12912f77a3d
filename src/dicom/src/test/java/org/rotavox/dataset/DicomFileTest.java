package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DicomFileTest {

  private static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");

  @Test
  void readsTheAttributesOfAPhantomAndLeavesItsPixelsOnDisk() throws IOException {
    DicomFile file = DicomFile.read(PHANTOM);

    assertThat(file.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    assertThat(file.warnings()).isEmpty();
    assertThat(file.dataSet().getUid(Tag.SOPClassUID))
        .contains(SopClass.X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE);
    assertThat(file.dataSet().getInt(Tag.NumberOfFrames)).hasValue(100);
    assertThat(file.dataSet().getDouble(Tag.PositionerPrimaryAngle)).hasValue(-100);
    assertThat(file.dataSet().getDoubles(Tag.PositionerPrimaryAngleIncrement)).hasSize(100);
    assertThat(file.dataSet().getBulk(Tag.PixelData).orElseThrow().length())
        .isEqualTo(100L * 128 * 128 * 2);
  }
}
