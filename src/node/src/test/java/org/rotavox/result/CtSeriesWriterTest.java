package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

class CtSeriesWriterTest {

  private final Path folder;

  CtSeriesWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheBytesOfPatientAndStudy(SourceVariant source) throws IOException {
    DataSet header = source.header();
    DataSet written = first(source);
    for (int tag :
        new int[] {
          Tag.SpecificCharacterSet,
          Tag.PatientName,
          Tag.PatientID,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.StudyID,
          Tag.StudyDescription,
          Tag.AccessionNumber,
          Tag.ReferringPhysicianName,
          Tag.BodyPartExamined,
        }) {
      assertThat(unpadded(written, tag)).as("%08X", tag).isEqualTo(unpadded(header, tag));
    }
    assertThat(written.getString(Tag.PatientName)).hasValue(source.patientName());
    assertThat(written.getUid(Tag.StudyInstanceUID)).hasValue(SourceVariant.STUDY);
  }

  @Test
  void addsWhatTheStandardWantsPresentAsEmpty() throws IOException {
    DataSet written = first(SourceVariant.MISSING_TYPE_2);
    for (int tag :
        new int[] {
          Tag.PatientID,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.StudyID,
          Tag.AccessionNumber,
          Tag.ReferringPhysicianName,
          Tag.KVP,
          Tag.AcquisitionNumber,
          Tag.PatientPosition,
        }) {
      assertThat(written.contains(tag)).as("%08X", tag).isTrue();
      assertThat(written.containsValue(tag)).as("%08X", tag).isFalse();
    }
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    List<ResultFile> once = write(SourceVariant.LATIN_1_NAMES, folder.resolve("once"));
    List<ResultFile> again = write(SourceVariant.LATIN_1_NAMES, folder.resolve("again"));
    for (int k = 0; k < once.size(); k++) {
      assertThat(Files.mismatch(once.get(k).file(), again.get(k).file())).isEqualTo(-1);
    }
  }

  @Test
  void givesEveryRunItsOwnSeriesAndFrameOfReference() throws IOException {
    DataSet one = first(SourceVariant.PLAIN);
    DataSet other = first(SourceVariant.LOSSY);
    for (int tag : new int[] {Tag.SeriesInstanceUID, Tag.FrameOfReferenceUID, Tag.SOPInstanceUID}) {
      assertThat(one.getUid(tag)).isNotEqualTo(other.getUid(tag));
    }
    assertThat(one.getUid(Tag.SeriesInstanceUID)).isNotEqualTo(uid(SourceVariant.SERIES));
  }

  @Test
  void namesFilesAndInstancesConsistently() throws IOException {
    List<ResultFile> files = write(SourceVariant.PLAIN, folder);
    Set<Uid> instances = new HashSet<>();
    for (ResultFile file : files) {
      DicomFile read = DicomFile.read(file.file());
      assertThat(read.dataSet().getUid(Tag.SOPInstanceUID)).hasValue(file.sopInstance());
      assertThat(read.dataSet().getUid(Tag.SOPClassUID)).hasValue(file.sopClass());
      assertThat(read.dataSet().getUid(Tag.SeriesInstanceUID)).hasValue(file.series());
      assertThat(read.fileMeta().getUid(Tag.MediaStorageSOPInstanceUID))
          .hasValue(file.sopInstance());
      instances.add(file.sopInstance());
    }
    assertThat(instances).hasSize(MarkedVolume.GRID.sizeZ());
  }

  @Test
  void comesBackAsTheSameVolumeFromAnyOrderOfFiles() throws IOException {
    List<Path> paths = new ArrayList<>(paths(write(SourceVariant.PLAIN, folder)));
    Collections.shuffle(paths, new java.util.Random(5));
    Volume original = MarkedVolume.make();
    Volume read = new CtSeriesReader().read(paths);
    assertThat(read.grid()).isEqualTo(MarkedVolume.GRID);
    assertThat(read.scale()).isEqualTo(ValueScale.HOUNSFIELD);
    for (int k = 0; k < MarkedVolume.GRID.sizeZ(); k++) {
      assertThat(read.slice(k)).containsExactly(original.slice(k), within(0.5f));
    }
  }

  @Test
  void putsEveryMarkerWhereItIs() throws IOException {
    Volume read = new CtSeriesReader().read(paths(write(SourceVariant.PLAIN, folder)));
    for (MarkedVolume.Ball ball : MarkedVolume.BALLS) {
      assertThat(MarkedVolume.find(ball, read).minus(ball.center()).length()).isLessThan(0.6);
    }
  }

  @Test
  void callsValuesHounsfieldUnitsOnlyWhenTheyAre() throws IOException {
    assertThat(first(SourceVariant.PLAIN).getString(Tag.RescaleType)).hasValue("HU");
    DataSet uncalibrated = first(SourceVariant.UNCALIBRATED);
    assertThat(uncalibrated.getString(Tag.RescaleType)).hasValue("US");
    assertThat(uncalibrated.getStrings(Tag.WindowCenterWidthExplanation)).hasSize(1);
  }

  @Test
  void saysThatTheSourceWasLossy() throws IOException {
    DataSet lossy = first(SourceVariant.LOSSY);
    assertThat(lossy.getString(Tag.LossyImageCompression)).hasValue("01");
    assertThat(lossy.getDouble(Tag.LossyImageCompressionRatio)).hasValue(12.5);
    assertThat(lossy.getString(Tag.LossyImageCompressionMethod)).hasValue("ISO_10918_1");
    assertThat(lossy.getString(Tag.DerivationDescription)).get().asString().contains("lossily");
    assertThat(first(SourceVariant.PLAIN).getString(Tag.LossyImageCompression)).hasValue("00");
  }

  @Test
  void pointsToTheRunAndToTheRule() throws IOException {
    DataSet image = first(SourceVariant.PLAIN);
    DataSet source = image.getItem(Tag.SourceImageSequence).orElseThrow();
    assertThat(source.getUid(Tag.ReferencedSOPInstanceUID)).hasValue(SourceVariant.INSTANCE);
    assertThat(image.getString("ROTAVOX", 0x00990001)).hasValue("every rotational run");
    assertThat(image.getString("ROTAVOX", 0x00990002)).hasValue("sha256:0123456789abcdef");
    assertThat(image.getString(Tag.ImageComments)).hasValue("Not for primary diagnosis");
    assertThat(OwnResult.isOwn(image)).isTrue();
    assertThat(OwnResult.isOwn(SourceVariant.PLAIN.header())).isFalse();
  }

  @Test
  void namesTheSuiteAsContributorAndTheNodeAsMaker() throws IOException {
    DataSet image = first(SourceVariant.PLAIN);
    List<DataSet> equipment = image.getSequence(Tag.ContributingEquipmentSequence);
    assertThat(equipment).hasSize(2);
    assertThat(equipment.get(0).getString(Tag.Manufacturer)).hasValue("Suite Works");
    assertThat(equipment.get(0).getString(Tag.StationName)).hasValue("ANGIO1");
    assertThat(image.getString(Tag.Manufacturer)).hasValue("Rotavox");
    assertThat(image.getString(Tag.InstitutionName)).hasValue("Test hospital");
  }

  @Test
  void cutsADescriptionThatIsTooLong() throws IOException {
    String written =
        first(SourceVariant.LONG_DESCRIPTIONS).getString(Tag.SeriesDescription).orElseThrow();
    assertThat(written).hasSizeLessThanOrEqualTo(64).startsWith("3D RA very long");
  }

  @Test
  void writesItsOwnTextsInPlainLettersWhereTheCharacterSetHasNoOthers() throws IOException {
    assertThat(first(SourceVariant.MISSING_TYPE_2).getString(Tag.SeriesDescription))
        .hasValue("3D RA head 200 deg");
    assertThat(first(SourceVariant.UTF_8_NAMES).getString(Tag.SeriesDescription))
        .hasValue("3D RA head 200°");
  }

  @Test
  void growsTheStepOnlyForValuesThatDoNotFit() throws IOException {
    Volume volume = MarkedVolume.make();
    volume.slice(0)[0] = 100_000;
    volume.slice(0)[1] = Float.NaN;
    ResultRequest plain = MarkedVolume.request(SourceVariant.PLAIN);
    ResultRequest bright =
        new ResultRequest(
            volume,
            plain.sourceHeader(),
            plain.sources(),
            plain.runIdentity(),
            plain.protocolName(),
            plain.seriesDescription(),
            plain.seriesNumber(),
            true,
            false,
            plain.ruleName(),
            plain.ruleRevision(),
            plain.softwareVersion());
    List<ResultFile> files = new CtSeriesWriter().write(bright, folder, Progress.NONE);
    assertThat(DicomFile.read(files.get(0).file()).dataSet().getDouble(Tag.RescaleSlope))
        .hasValue(5);
    Volume read = new CtSeriesReader().read(paths(files));
    assertThat(read.at(0, 0, 0)).isEqualTo(100_000);
    assertThat(read.at(1, 0, 0)).isBetween(-1150f, -1000f);
  }

  @Test
  void stopsWhenItIsCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(
            () ->
                new CtSeriesWriter()
                    .write(MarkedVolume.request(SourceVariant.PLAIN), folder, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  private DataSet first(SourceVariant source) throws IOException {
    return DicomFile.read(write(source, folder.resolve(source.name())).get(0).file()).dataSet();
  }

  private static List<ResultFile> write(SourceVariant source, Path into) throws IOException {
    return new CtSeriesWriter().write(MarkedVolume.request(source), into, Progress.NONE);
  }

  private static List<Path> paths(List<ResultFile> files) {
    return files.stream().map(ResultFile::file).toList();
  }

  /** The raw bytes as text, without the blank that makes their number even. */
  private static String unpadded(DataSet data, int tag) {
    return new String(data.getBytes(tag), StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static java.util.Optional<Uid> uid(Uid uid) {
    return java.util.Optional.of(uid);
  }
}
