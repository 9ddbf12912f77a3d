package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotavox.dicom.Uid;

class DataSetTest {

  private static DataSet raw(int tag, VR vr, String text) {
    return new DataSet().setBytes(tag, vr, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void absentAndEmptyAttributesReadAsNothing() {
    DataSet dataSet = new DataSet().setEmpty(Tag.PatientID).setEmpty(Tag.SourceImageSequence);

    assertThat(dataSet.contains(Tag.PatientID)).isTrue();
    assertThat(dataSet.containsValue(Tag.PatientID)).isFalse();
    assertThat(dataSet.containsValue(Tag.SourceImageSequence)).isFalse();
    for (int tag : new int[] {Tag.PatientID, Tag.Rows, Tag.SourceImageSequence}) {
      assertThat(dataSet.getString(tag)).isEmpty();
      assertThat(dataSet.getStrings(tag)).isEmpty();
      assertThat(dataSet.getInt(tag)).isEmpty();
      assertThat(dataSet.getDouble(tag)).isEmpty();
      assertThat(dataSet.getUid(tag)).isEmpty();
      assertThat(dataSet.getDate(tag)).isEmpty();
      assertThat(dataSet.getBytes(tag)).isEmpty();
      assertThat(dataSet.getSequence(tag)).isEmpty();
      assertThat(dataSet.getItem(tag)).isEmpty();
    }
    assertThat(dataSet.getString(Tag.PatientID, "none")).isEqualTo("none");
    assertThat(dataSet.getInt(Tag.Rows, 7)).isEqualTo(7);
  }

  @Test
  void trimsAsTheVrDemands() {
    assertThat(raw(Tag.Modality, VR.CS, " XA ").getString(Tag.Modality)).contains("XA");
    assertThat(raw(Tag.StudyInstanceUID, VR.UI, "1.2.3\0").getUid(Tag.StudyInstanceUID))
        .contains(new Uid("1.2.3"));
    assertThat(raw(Tag.PatientName, VR.PN, " A^B ").getString(Tag.PatientName)).contains(" A^B");
    assertThat(raw(Tag.ImageComments, VR.LT, " a\\b ").getStrings(Tag.ImageComments))
        .containsExactly(" a\\b");
    assertThat(raw(Tag.ImageType, VR.CS, "ORIGINAL\\PRIMARY\\ ").getStrings(Tag.ImageType))
        .containsExactly("ORIGINAL", "PRIMARY", "");
  }

  @Test
  void readsNumbersOfTextsAndOfBinaryVrs() {
    assertThat(
            raw(Tag.PositionerPrimaryAngle, VR.DS, "-1.5e1 ").getDouble(Tag.PositionerPrimaryAngle))
        .hasValue(-15);
    assertThat(raw(Tag.NumberOfFrames, VR.IS, "+12").getInt(Tag.NumberOfFrames)).hasValue(12);
    assertThat(raw(Tag.NumberOfFrames, VR.IS, "12.0").getInt(Tag.NumberOfFrames)).hasValue(12);
    assertThat(raw(Tag.NumberOfFrames, VR.IS, "12.5").getInt(Tag.NumberOfFrames)).isEmpty();
    assertThat(raw(Tag.NumberOfFrames, VR.IS, "twelve").getInt(Tag.NumberOfFrames)).isEmpty();
    assertThat(raw(Tag.PixelSpacing, VR.DS, "1.5\\x").getDoubles(Tag.PixelSpacing)).isEmpty();
    assertThat(raw(Tag.PixelSpacing, VR.DS, "NaN\\1").getDoubles(Tag.PixelSpacing)).isEmpty();
    assertThat(new DataSet().setInt(Tag.Rows, 65535).getInt(Tag.Rows)).hasValue(65535);
    assertThat(new DataSet().setInt(Tag.Rows, 512).getString(Tag.Rows)).contains("512");
    assertThat(
            new DataSet()
                .setDouble(Tag.DistanceSourceToIsocenter, 785.25)
                .getDouble(Tag.DistanceSourceToIsocenter))
        .hasValue(785.25);
    assertThat(
            new DataSet()
                .setInt(Tag.FrameIncrementPointer, 0x00181063)
                .getInts(Tag.FrameIncrementPointer))
        .containsExactly(0x00181063);
  }

  @Test
  void readsDatesInBothForms() {
    LocalDate day = LocalDate.of(2024, 2, 29);
    assertThat(raw(Tag.StudyDate, VR.DA, "20240229").getDate(Tag.StudyDate)).contains(day);
    assertThat(raw(Tag.StudyDate, VR.DA, "2024.02.29").getDate(Tag.StudyDate)).contains(day);
    assertThat(raw(Tag.StudyDate, VR.DA, "20230229").getDate(Tag.StudyDate)).isEmpty();
    assertThat(
            raw(Tag.AcquisitionDateTime, VR.DT, "20240229120000.0")
                .getDate(Tag.AcquisitionDateTime))
        .contains(day);
  }

  @Test
  void refusesWhatTheVrCannotHoldWithoutRepeatingTheValue() {
    DataSet dataSet = new DataSet();
    assertThatThrownBy(() -> dataSet.setString(Tag.Modality, "lower"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0008,0060) Modality")
        .hasMessageNotContaining("lower");
    assertThatThrownBy(() -> dataSet.setString(Tag.PatientID, "x".repeat(65)))
        .hasMessageContaining("64 characters, not 65");
    assertThatThrownBy(() -> dataSet.setString(Tag.StudyDate, "2024-02-29"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dataSet.setString(Tag.NumberOfFrames, "4294967296"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dataSet.setString(Tag.PatientID, "a\\b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dataSet.setString(Tag.PatientName, "a=b=c=d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dataSet.setString(Tag.PatientID, "Grün"))
        .hasMessageContaining("character");
    assertThatThrownBy(() -> dataSet.setInt(Tag.Rows, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dataSet.setInt(Tag.Rows, 65536))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dataSet.setDouble(Tag.WindowCenter, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dataSet.setString(Tag.Rows, "5"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(dataSet.isEmpty()).isTrue();
  }

  @Test
  void decimalStringsKeepAsMuchAsSixteenCharactersCan() {
    assertThat(Decimals.format(0.1)).isEqualTo("0.1");
    assertThat(Decimals.format(-100)).isEqualTo("-100");
    assertThat(Decimals.format(1e300)).isEqualTo("1E+300");
    assertThat(Decimals.format(0)).isEqualTo("0");
    for (double value :
        new double[] {
          Math.PI, -Math.PI, 1e-9 * Math.PI, -1.0 / 3e200, Double.MIN_VALUE, 1e15 / 7
        }) {
      String text = Decimals.format(value);
      assertThat(text.length()).isLessThanOrEqualTo(16);
      assertThat(Double.parseDouble(text))
          .isCloseTo(value, org.assertj.core.data.Offset.offset(Math.abs(value) * 1e-8));
    }
  }

  @Test
  void choosesBetweenSignedAndUnsignedByPixelRepresentation() {
    assertThat(
            new DataSet().setInt(Tag.SmallestImagePixelValue, 5).vrOf(Tag.SmallestImagePixelValue))
        .contains(VR.US);
    DataSet signed = new DataSet().setInt(Tag.PixelRepresentation, 1);
    assertThat(signed.setInt(Tag.SmallestImagePixelValue, 5).vrOf(Tag.SmallestImagePixelValue))
        .contains(VR.SS);
    assertThat(
            new DataSet()
                .setInt(Tag.SmallestImagePixelValue, -5)
                .getInt(Tag.SmallestImagePixelValue))
        .hasValue(-5);
  }

  @Test
  void findsAndReservesPrivateBlocks() {
    DataSet dataSet =
        new DataSet()
            .setString("OTHER", 0x00210001, VR.LO, "theirs")
            .setString("ROTAVOX", 0x00211020, VR.LO, "ours");

    assertThat(dataSet.tags()).containsExactly(0x00210010, 0x00210011, 0x00211001, 0x00211120);
    assertThat(dataSet.getString("ROTAVOX", 0x00210020)).contains("ours");
    assertThat(dataSet.getString("OTHER", 0x00210001)).contains("theirs");
    assertThat(dataSet.getString("NOBODY", 0x00210001)).isEmpty();
    assertThatThrownBy(() -> dataSet.setString("ROTAVOX", 0x00200010, VR.LO, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void copiesAreDeep() {
    DataSet item = new DataSet().setString(Tag.CodeValue, "A");
    DataSet original = new DataSet().setSequence(Tag.SourceImageSequence, List.of(item));
    DataSet copy = original.copy();
    DataSet part = original.copyOf(Tag.SourceImageSequence, Tag.Rows);

    item.setString(Tag.CodeValue, "B");

    for (DataSet one : List.of(copy, part)) {
      assertThat(one.tags()).containsExactly(Tag.SourceImageSequence);
      assertThat(one.getItem(Tag.SourceImageSequence).orElseThrow().getString(Tag.CodeValue))
          .contains("A");
    }
  }

  @Test
  void aPartCarriesItsCharacterSetWhereItIsNeeded() {
    DataSet original =
        new DataSet()
            .setString(Tag.SpecificCharacterSet, "ISO_IR 100")
            .setString(Tag.PatientName, "Müller^Jürgen")
            .setString(Tag.PatientID, "4711");

    assertThat(original.copyOf(Tag.PatientID).tags()).containsExactly(Tag.PatientID);
    DataSet copy = original.copyOf(Tag.PatientName);
    assertThat(copy.tags()).containsExactly(Tag.SpecificCharacterSet, Tag.PatientName);
    assertThat(copy.getString(Tag.PatientName)).contains("Müller^Jürgen");
    assertThat(copy.getBytes(Tag.PatientName)).isEqualTo(original.getBytes(Tag.PatientName));
  }

  @Test
  void changingTheCharacterSetRecodesTextAlsoInItems() {
    DataSet dataSet =
        new DataSet()
            .setString(Tag.SpecificCharacterSet, "ISO_IR 100")
            .setString(Tag.PatientName, "Jürgen");
    DataSet item = new DataSet().setString(Tag.SpecificCharacterSet, "ISO_IR 192");
    item.setString(Tag.PatientComments, "Größe").remove(Tag.SpecificCharacterSet);
    assertThat(item.getString(Tag.PatientComments)).contains("Größe");

    dataSet.setString(Tag.SpecificCharacterSet, "ISO_IR 192");

    assertThat(dataSet.getString(Tag.PatientName)).contains("Jürgen");
    assertThat(dataSet.getBytes(Tag.PatientName))
        .isEqualTo("Jürgen ".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void itemsTakeOverTheCharacterSetAroundThem() {
    DataSet item =
        new DataSet()
            .setString(Tag.SpecificCharacterSet, "ISO_IR 100")
            .setString(Tag.CodeMeaning, "Größe");
    DataSet part = item.copyOf(Tag.CodeMeaning).remove(Tag.SpecificCharacterSet);
    DataSet dataSet = new DataSet().setString(Tag.SpecificCharacterSet, "ISO_IR 192");

    dataSet.setSequence(Tag.ProcedureCodeSequence, List.of(part));

    DataSet inside = dataSet.getItem(Tag.ProcedureCodeSequence).orElseThrow();
    assertThat(inside.getString(Tag.CodeMeaning)).contains("Größe");
    assertThat(inside.getBytes(Tag.CodeMeaning))
        .isEqualTo("Größe ".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void setAllTakesEverythingOver() {
    DataSet other =
        new DataSet()
            .setString(Tag.SpecificCharacterSet, "ISO_IR 100")
            .setString(Tag.PatientName, "Jürgen");
    DataSet dataSet = new DataSet().setInt(Tag.Rows, 5).setAll(other);

    assertThat(dataSet.tags()).containsExactly(Tag.SpecificCharacterSet, Tag.PatientName, Tag.Rows);
    assertThat(dataSet.getString(Tag.PatientName)).contains("Jürgen");
  }

  @Test
  void textFormsTellNoValues() {
    DataSet dataSet = new DataSet().setString(Tag.PatientID, "4711");
    assertThat(dataSet.toString()).doesNotContain("4711");
  }
}
