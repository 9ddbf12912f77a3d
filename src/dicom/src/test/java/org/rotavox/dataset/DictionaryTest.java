package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rotavox.dicom.Uid;

class DictionaryTest {

  @Test
  void knowsKeywordVrMultiplicityAndStatus() {
    assertThat(Dictionary.keywordOf(0x00181510)).isEqualTo("PositionerPrimaryAngle");
    assertThat(Dictionary.vrOf(Tag.PositionerPrimaryAngle)).isEqualTo(VR.DS);
    assertThat(Dictionary.multiplicityOf(Tag.ImagerPixelSpacing)).isEqualTo("2");
    assertThat(Dictionary.isRetired(Tag.PositionerPrimaryAngle)).isFalse();
    assertThat(Dictionary.isRetired(0x00080001)).isTrue();
    assertThat(Dictionary.describe(Tag.PositionerPrimaryAngleIncrement))
        .isEqualTo("(0018,1520) PositionerPrimaryAngleIncrement");
    assertThat(Dictionary.tagOf("PixelData")).hasValue(0x7FE00010);
    assertThat(Dictionary.tagOf("PixelDatum")).isEmpty();
    assertThat(Dictionary.tagOf("")).isEmpty();
  }

  @Test
  void knowsCommandAndFileMetaGroup() {
    assertThat(Dictionary.vrOf(Tag.CommandField)).isEqualTo(VR.US);
    assertThat(Dictionary.vrOf(Tag.AffectedSOPInstanceUID)).isEqualTo(VR.UI);
    assertThat(Dictionary.vrOf(Tag.TransferSyntaxUID)).isEqualTo(VR.UI);
    assertThat(Dictionary.vrOf(Tag.CommandGroupLength)).isEqualTo(VR.UL);
  }

  @Test
  void answersForRepeatingGroupsButNotForTheirPrivateNeighbours() {
    assertThat(Dictionary.keywordOf(0x60023000)).isEqualTo("OverlayData");
    assertThat(Dictionary.vrOf(0x60FE0010)).isEqualTo(VR.US);
    assertThat(Dictionary.vrOf(0x60010010)).isEqualTo(VR.LO);
    assertThat(Dictionary.vrOf(0x60011010)).isEqualTo(VR.UN);
    assertThat(Tag.OverlayData).isEqualTo(0x60003000);
  }

  @Test
  void takesPrivateCreatorsGroupLengthsAndUnknownTags() {
    assertThat(Dictionary.vrOf(0x00210010)).isEqualTo(VR.LO);
    assertThat(Dictionary.vrOf(0x00211020)).isEqualTo(VR.UN);
    assertThat(Dictionary.vrOf(0x00180000)).isEqualTo(VR.UL);
    assertThat(Dictionary.vrOf(0x00189999)).isEqualTo(VR.UN);
    assertThat(Dictionary.describe(0x00189999)).isEqualTo("(0018,9999)");
  }

  @Test
  void everyConstantIsTheTagOfItsKeyword() throws IllegalAccessException {
    Field[] constants = Tag.class.getFields();
    assertThat(constants).hasSizeGreaterThan(4900);
    for (Field constant : constants) {
      assertThat(Dictionary.tagOf(constant.getName())).hasValue(constant.getInt(null));
    }
  }

  @Test
  void everyVrOfTheTableIsOneOfTheEnum() throws IllegalAccessException {
    for (Field constant : Tag.class.getFields()) {
      assertThat(Arrays.asList(VR.values())).contains(Dictionary.vrOf(constant.getInt(null)));
    }
  }

  @Test
  void namesStorageSopClassesAndTransferSyntaxes() {
    assertThat(SopClass.nameOf(SopClass.X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE))
        .isEqualTo("X-Ray Angiographic Image Storage");
    assertThat(SopClass.storage())
        .hasSizeGreaterThan(150)
        .contains(SopClass.CT_IMAGE_STORAGE, SopClass.ENCAPSULATED_STL_STORAGE)
        .doesNotContain(SopClass.VERIFICATION);
    assertThat(TransferSyntax.decodable())
        .hasSize(13)
        .contains(TransferSyntax.JPEG_LS_NEAR_LOSSLESS, TransferSyntax.JPEG_EXTENDED)
        .doesNotContain(TransferSyntax.forUid(new Uid("1.2.3")));
    assertThat(TransferSyntax.forUid(new Uid("1.2.3")).encapsulated()).isTrue();
  }

  /** What the documents say of transfer syntaxes is what the one table in the code says. */
  @Test
  void theConformanceStatementListsTheTransferSyntaxesOfTheTable() throws IOException {
    StringBuilder table = new StringBuilder("| transfer syntax | UID | pixels |\n|---|---|---|\n");
    for (TransferSyntax syntax : TransferSyntax.decodable()) {
      table.append(
          "| %s | `%s` | %s |\n"
              .formatted(syntax, syntax.uid(), syntax.lossy() ? "not quantitative" : "exact"));
    }
    assertThat(Files.readString(Path.of("src/site/markdown/conformance.md")))
        .contains(table.toString());
  }
}
