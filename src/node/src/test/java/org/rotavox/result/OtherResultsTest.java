package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.recon.Progress;
import org.rotavox.result.surface.DenseSurface;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.result.surface.TriangleMesh;

class OtherResultsTest {

  private static final String REASON = "The angles span 96 degrees; 150 to 370 are needed.";

  private final Path folder;

  OtherResultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void allKindsShareStudyAndFrameOfReferenceButNotSeries() throws IOException {
    Set<String> series = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (ResultFile file : writeAll(folder.resolve("all"))) {
      DataSet data = DicomFile.read(file.file()).dataSet();
      assertThat(data.getUid(Tag.StudyInstanceUID)).hasValue(SourceVariant.STUDY);
      assertThat(data.getUid(Tag.SOPInstanceUID)).hasValue(file.sopInstance());
      assertThat(data.getUid(Tag.SeriesInstanceUID)).hasValue(file.series());
      assertThat(data.getUid(Tag.SOPClassUID)).hasValue(file.sopClass());
      assertThat(OwnResult.isOwn(data)).isTrue();
      if (data.contains(Tag.FrameOfReferenceUID)) {
        assertThat(data.getString(Tag.FrameOfReferenceUID))
            .hasValue(OutputKind.frameOfReferenceUid("test-run-PLAIN").value());
      }
      series.add(file.series().value());
      numbers.add(data.getString(Tag.SeriesNumber, ""));
    }
    assertThat(series).hasSize(5);
    assertThat(numbers).hasSize(5);
  }

  @Test
  void allKindsAreTheSameBytesAgain() throws IOException {
    List<ResultFile> once = writeAll(folder.resolve("once"));
    List<ResultFile> again = writeAll(folder.resolve("again"));
    for (int n = 0; n < once.size(); n++) {
      assertThat(once.get(n).file()).hasSameBinaryContentAs(again.get(n).file());
    }
  }

  @Test
  void refusesEnhancedCtForValuesThatAreNotHounsfieldUnits() {
    ResultRequest request = MarkedVolume.requestOfJob(SourceVariant.UNCALIBRATED);
    assertThat(EnhancedCtWriter.accepts(request)).isFalse();
    assertThatThrownBy(
            () -> new EnhancedCtWriter().write(request, folder.resolve("x"), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesASurfaceOfNothing() {
    TriangleMesh nothing = new TriangleMesh(new float[0], new int[0]);
    assertThatThrownBy(
            () ->
                new EncapsulatedStlWriter()
                    .write(
                        MarkedVolume.request(SourceVariant.PLAIN),
                        nothing,
                        folder.resolve("x"),
                        Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dense");
  }

  @Test
  void saysInWordsWhyThereIsNoVolume() throws IOException {
    Path file = folder.resolve("note.dcm");
    note(file);
    DataSet note = DicomFile.read(file).dataSet();
    assertThat(note.getString(Tag.ImageComments)).get().asString().endsWith(REASON);
    byte[] page = note.getBytes(Tag.PixelData);
    int white = 0;
    for (byte grey : page) {
      white += (grey & 0xFF) > 200 ? 1 : 0;
    }
    assertThat(white).as("white pixels of the text").isBetween(2_000, 60_000);
  }

  private List<ResultFile> writeAll(Path into) throws IOException {
    ResultRequest request = MarkedVolume.requestOfJob(SourceVariant.PLAIN);
    TriangleMesh mesh =
        DenseSurface.of(
            request.volume(), new SurfaceSettings(OptionalDouble.of(950), 5, 5000, 50), 2);
    return List.of(
        new XRay3DWriter().write(request, into.resolve("a.dcm"), Progress.NONE),
        new EnhancedCtWriter().write(request, into.resolve("b.dcm"), Progress.NONE),
        new SpinningMipWriter(2).write(request, into.resolve("c.dcm"), Progress.NONE),
        new EncapsulatedStlWriter().write(request, mesh, into.resolve("d.dcm"), Progress.NONE),
        note(into.resolve("e.dcm")));
  }

  private static ResultFile note(Path file) throws IOException {
    ResultOrigin origin = MarkedVolume.requestOfJob(SourceVariant.PLAIN).origin();
    return new FailureNoteWriter().write(origin, REASON, file, Progress.NONE);
  }
}
