package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What occurs in the field is tolerated with a warning, what cannot be read is refused in words.
 */
class DataSetParserTest {

  private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
  private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

  @Test
  void readsBothFormsOfSequencesAndItems() throws IOException {
    Raw raw =
        new Raw()
            .longHeader(Tag.SourceImageSequence, "SQ", Raw.UNDEFINED)
            .item(Raw.UNDEFINED)
            .element(Tag.CodeValue, "SH", "A ")
            .longHeader(Tag.ProcedureCodeSequence, "SQ", 18)
            .item(10)
            .element(Tag.CodeValue, "SH", "B ")
            .itemEnd()
            .item(0)
            .sequenceEnd()
            .element(Tag.Modality, "CS", "XA");

    DicomFile file = raw.read(EXPLICIT);

    assertThat(file.dataSet().getSequence(Tag.SourceImageSequence)).hasSize(2);
    DataSet item = file.dataSet().getItem(Tag.SourceImageSequence).orElseThrow();
    assertThat(item.getString(Tag.CodeValue)).contains("A");
    assertThat(item.getItem(Tag.ProcedureCodeSequence).orElseThrow().getString(Tag.CodeValue))
        .contains("B");
    assertThat(file.dataSet().getString(Tag.Modality)).contains("XA");
  }

  @Test
  void readsFilesWithoutPreambleAndWithoutMeta() throws IOException {
    Raw explicit = new Raw().element(Tag.Modality, "CS", "XA");
    assertThat(explicit.read().transferSyntax()).isEqualTo(EXPLICIT);
    assertThat(explicit.read().warnings()).anyMatch(text -> text.contains("no preamble"));

    DicomFile implicit = new Raw().implicit(Tag.Modality, "XA").read();
    assertThat(implicit.transferSyntax()).isEqualTo(IMPLICIT);
    assertThat(implicit.dataSet().getString(Tag.Modality)).contains("XA");

    Raw onlyMeta =
        new Raw()
            .element(Tag.TransferSyntaxUID, "UI", "1.2.840.10008.1.2\0")
            .implicit(Tag.Modality, "XA");
    assertThat(onlyMeta.read().transferSyntax()).isEqualTo(IMPLICIT);
    assertThat(onlyMeta.read().fileMeta().tags()).containsExactly(Tag.TransferSyntaxUID);
  }

  @Test
  void believesTheFirstAttributeMoreThanTheClaimedTransferSyntax() throws IOException {
    DicomFile file = new Raw().element(Tag.Modality, "CS", "XA").read(IMPLICIT);
    assertThat(file.transferSyntax()).isEqualTo(EXPLICIT);
    assertThat(file.dataSet().getString(Tag.Modality)).contains("XA");
    assertThat(file.warnings()).anyMatch(text -> text.contains("claims Implicit"));

    DicomFile other = new Raw().implicit(Tag.Modality, "XA").read(EXPLICIT);
    assertThat(other.dataSet().getString(Tag.Modality)).contains("XA");
    assertThat(other.warnings()).anyMatch(text -> text.contains("(0008,0060) Modality at offset"));
  }

  @Test
  void warnsOfOddLengthsDisorderAndRepetition() throws IOException {
    DicomFile file =
        new Raw()
            .element(Tag.PatientID, "LO", "123")
            .element(Tag.Modality, "CS", "XA")
            .element(Tag.PatientID, "LO", "other!")
            .read(EXPLICIT);

    assertThat(file.dataSet().getString(Tag.PatientID)).contains("123");
    assertThat(file.warnings())
        .anyMatch(
            text ->
                text.startsWith("(0010,0020) PatientID at offset") && text.contains("odd length 3"))
        .anyMatch(
            text -> text.startsWith("(0008,0060) Modality at offset") && text.contains("order"))
        .anyMatch(text -> text.contains("twice"))
        .noneMatch(text -> text.contains("123") || text.contains("other"));
  }

  @Test
  void readsUnknownAndWrongVrs() throws IOException {
    DicomFile file =
        new Raw()
            .longHeader(0x00080070, "ZZ", 4)
            .bytes(TestImages.ascii("ACME"))
            .element(Tag.PatientID, "??", "4711")
            .longHeader(Tag.Rows, "UN", 2)
            .bytes((byte) 0, (byte) 2)
            .read(EXPLICIT);

    assertThat(file.dataSet().getString(Tag.Manufacturer)).contains("ACME");
    assertThat(file.dataSet().getString(Tag.PatientID)).contains("4711");
    assertThat(file.dataSet().getInt(Tag.Rows)).hasValue(512);
    assertThat(file.dataSet().vrOf(Tag.Rows)).contains(VR.US);
  }

  @Test
  void readsSequencesThatAreHiddenInUnknownVrs() throws IOException {
    Raw items = new Raw().item(10).implicit(Tag.CodeValue, "A ");
    DicomFile file =
        new Raw()
            .longHeader(Tag.SourceImageSequence, "UN", Raw.UNDEFINED)
            .bytes(items.toBytes())
            .sequenceEnd()
            .longHeader(Tag.ProcedureCodeSequence, "UN", 18)
            .bytes(items.toBytes())
            .longHeader(0x00211001, "UN", Raw.UNDEFINED)
            .bytes(items.toBytes())
            .sequenceEnd()
            .read(EXPLICIT);

    for (int tag : new int[] {Tag.SourceImageSequence, Tag.ProcedureCodeSequence, 0x00211001}) {
      assertThat(file.dataSet().getItem(tag).orElseThrow().getString(Tag.CodeValue)).contains("A");
    }
  }

  @Test
  void keepsAsBytesWhatIsNotTheSequenceItShouldBe() throws IOException {
    DicomFile file =
        new Raw()
            .longHeader(Tag.SourceImageSequence, "UN", 10)
            .bytes(TestImages.ascii("0123456789"))
            .read(EXPLICIT);

    assertThat(file.dataSet().getBytes(Tag.SourceImageSequence)).hasSize(10);
    assertThat(file.warnings()).anyMatch(text -> text.contains("kept as UN"));
  }

  @Test
  void choosesImplicitVrsByContext() throws IOException {
    DicomFile file =
        new Raw()
            .implicit(Tag.PixelRepresentation, "\1\0")
            .implicit(Tag.SmallestImagePixelValue, "\0\0")
            .implicit(0x00290010, "ACME")
            .implicit(0x00291001, "1234")
            .tag(0x00291002)
            .word(Raw.UNDEFINED)
            .item(0)
            .sequenceEnd()
            .implicit(0x60003000, "\0\0")
            .implicit(Tag.PixelData, "\0\0")
            .read(IMPLICIT);

    DataSet dataSet = file.dataSet();
    assertThat(dataSet.vrOf(Tag.SmallestImagePixelValue)).contains(VR.SS);
    assertThat(dataSet.vrOf(0x00290010)).contains(VR.LO);
    assertThat(dataSet.vrOf(0x00291001)).contains(VR.UN);
    assertThat(dataSet.vrOf(0x00291002)).contains(VR.SQ);
    assertThat(dataSet.vrOf(0x60003000)).contains(VR.OW);
    assertThat(dataSet.vrOf(Tag.PixelData)).contains(VR.OW);
  }

  @Test
  void doesWithoutDelimitersAtTheEndAndInBetween() throws IOException {
    DicomFile atTheEnd =
        new Raw()
            .longHeader(Tag.SourceImageSequence, "SQ", Raw.UNDEFINED)
            .item(Raw.UNDEFINED)
            .element(Tag.CodeValue, "SH", "A ")
            .read(EXPLICIT);
    assertThat(atTheEnd.dataSet().getSequence(Tag.SourceImageSequence)).hasSize(1);
    assertThat(atTheEnd.warnings())
        .anyMatch(text -> text.contains("without its delimiter"))
        .anyMatch(text -> text.contains("sequence delimiter is missing"));

    DicomFile between =
        new Raw()
            .longHeader(Tag.SourceImageSequence, "SQ", Raw.UNDEFINED)
            .item(Raw.UNDEFINED)
            .element(Tag.CodeValue, "SH", "A ")
            .item(Raw.UNDEFINED)
            .element(Tag.CodeValue, "SH", "B ")
            .sequenceEnd()
            .element(0x00880140, "UI", "1.2\0")
            .read(EXPLICIT);
    assertThat(between.dataSet().getSequence(Tag.SourceImageSequence)).hasSize(2);
    assertThat(between.dataSet().contains(0x00880140)).isTrue();

    DicomFile noSequenceEnd =
        new Raw()
            .longHeader(Tag.ReferencedImageSequence, "SQ", Raw.UNDEFINED)
            .item(10)
            .element(Tag.CodeValue, "SH", "A ")
            .element(Tag.PatientID, "LO", "12")
            .read(EXPLICIT);
    assertThat(noSequenceEnd.dataSet().getString(Tag.PatientID)).contains("12");
  }

  @Test
  void ignoresDelimitersThatNothingNeedsAndTrailingBytes() throws IOException {
    DicomFile file =
        new Raw()
            .element(Tag.Modality, "CS", "XA")
            .sequenceEnd()
            .element(Tag.PatientID, "LO", "12")
            .bytes((byte) 1, (byte) 2, (byte) 3)
            .read(EXPLICIT);
    assertThat(file.dataSet().getString(Tag.PatientID)).contains("12");
    assertThat(file.warnings())
        .anyMatch(text -> text.contains("delimiter at offset"))
        .anyMatch(text -> text.startsWith("3 trailing bytes at offset"));

    DicomFile zeros =
        new Raw().element(Tag.Modality, "CS", "XA").bytes(new byte[300]).read(EXPLICIT);
    assertThat(zeros.dataSet().tags()).containsExactly(Tag.Modality);
    assertThat(zeros.warnings()).anyMatch(text -> text.contains("trailing bytes"));
  }

  @Test
  void sayWhatIsMissingOfAValueThatIsCutOff() {
    Raw raw = new Raw().longHeader(Tag.PixelData, "OW", 812).bytes(new byte[640]);
    assertThatThrownBy(raw::read)
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("not a DICOM file");
    assertThatThrownBy(() -> raw.read(EXPLICIT))
        .isInstanceOf(DicomFormatException.class)
        .hasMessage("expected 812 bytes for (7FE0,0010) PixelData at offset 172, found 640");
  }

  @Test
  void refusesItemsThatReachBeyondTheirSequence() {
    Raw raw =
        new Raw()
            .longHeader(Tag.SourceImageSequence, "SQ", 16)
            .item(100)
            .element(Tag.CodeValue, "SH", "A ")
            .bytes(new byte[200]);
    assertThatThrownBy(() -> raw.read(EXPLICIT))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("expected an item of 100 bytes in (0008,2112) SourceImageSequence");
    Raw value =
        new Raw()
            .longHeader(Tag.SourceImageSequence, "SQ", 18)
            .item(10)
            .element(Tag.CodeValue, "SH", "0123456789")
            .bytes(new byte[200]);
    assertThatThrownBy(() -> value.read(EXPLICIT))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("expected 10 bytes for (0008,0100) CodeValue");
  }

  @Test
  void limitsNestingAndTheSizeOfAll() {
    Raw deep = new Raw();
    for (int i = 0; i < 100_000; i++) {
      deep.longHeader(Tag.SourceImageSequence, "SQ", Raw.UNDEFINED).item(Raw.UNDEFINED);
    }
    assertThatThrownBy(() -> deep.read(EXPLICIT))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("nested deeper than 32");

    Raw wide = new Raw().longHeader(Tag.SourceImageSequence, "SQ", Raw.UNDEFINED);
    for (int i = 0; i < 1000; i++) {
      wide.item(0);
    }
    ReadLimits small = new ReadLimits(64, 100 * ReadLimits.ATTRIBUTE_BYTES, 4, 4, 1 << 20);
    assertThatThrownBy(() -> FileParser.parse(Path.of("raw"), wide.file(EXPLICIT), small))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("12800 bytes of attributes");

    Raw fragments = new Raw().longHeader(Tag.PixelData, "OB", Raw.UNDEFINED);
    for (int i = 0; i < 6; i++) {
      fragments.item(0);
    }
    assertThatThrownBy(() -> FileParser.parse(Path.of("raw"), fragments.file(EXPLICIT), small))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("more than 4 fragments");
  }

  @Test
  void leavesLongValuesWhereTheyAre() throws IOException {
    byte[] value = new byte[100_000];
    value[99_999] = 7;
    DicomFile file =
        new Raw().longHeader(0x00420011, "OB", value.length).bytes(value).read(EXPLICIT);
    assertThat(file.dataSet().find(0x00420011).orElseThrow().value())
        .isInstanceOf(Value.Stored.class);
    assertThat(file.dataSet().getBytes(0x00420011)).isEqualTo(value);
  }

  @Test
  void refusesWhatIsNotDicomAndWhatIsEmpty() {
    assertThatThrownBy(() -> new Raw().read())
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("not a DICOM file");
    assertThatThrownBy(() -> new Raw().bytes(TestImages.ascii("GET / HTTP/1.1\r\n\r\n")).read())
        .isInstanceOf(DicomFormatException.class);
    assertThatThrownBy(() -> new Raw().read(EXPLICIT))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("before its data set");
  }

  @Test
  void anUnknownCharacterSetIsAWarning() throws IOException {
    DicomFile file =
        new Raw()
            .element(Tag.SpecificCharacterSet, "CS", "ISO_IR 999")
            .element(Tag.PatientName, "PN", "AB")
            .read(EXPLICIT);
    assertThat(file.dataSet().getString(Tag.PatientName)).contains("AB");
    assertThat(file.warnings()).anyMatch(text -> text.contains("unknown character set"));
  }
}
