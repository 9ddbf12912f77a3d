package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.recon.Progress;
import org.rotavox.recon.Volume;

/** What others say about the CT series: DCMTK, pydicom and plastimatch. */
class CtSeriesIT {

  private static final String PYTHON = "/usr/bin/python3";

  /** Finds the voxels of a density by the geometry in the headers alone; prints their middle. */
  private static final String FIND_WITH_PYDICOM =
      """
      import sys, glob, numpy, pydicom
      folder, low, high = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
      points = []
      for name in glob.glob(folder + '/*.dcm'):
          d = pydicom.dcmread(name)
          v = d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept)
          iop = numpy.array([float(x) for x in d.ImageOrientationPatient])
          ipp = numpy.array([float(x) for x in d.ImagePositionPatient])
          row_mm, column_mm = [float(x) for x in d.PixelSpacing]
          for r, c in zip(*numpy.where((v >= low) & (v < high))):
              points.append(ipp + iop[:3] * column_mm * c + iop[3:] * row_mm * r)
      print(*numpy.mean(points, axis=0))
      """;

  private final Path folder;

  CtSeriesIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void hasItsMarkersWherePydicomLooksForThem() throws Exception {
    OutsideTool.need(PYTHON);
    write(SourceVariant.PLAIN);
    assertFound(MarkedVolume.BRIGHT);
    assertFound(MarkedVolume.MIDDLE);
    assertFound(MarkedVolume.FAINT);
  }

  private void assertFound(MarkedVolume.Ball ball) throws Exception {
    String[] found =
        OutsideTool.output(
                PYTHON,
                "-c",
                FIND_WITH_PYDICOM,
                folder.toString(),
                ball.lowHu() + "",
                ball.highHu() + "")
            .strip()
            .split(" ");
    assertThat(Double.parseDouble(found[0])).isCloseTo(ball.center().x(), within(0.6));
    assertThat(Double.parseDouble(found[1])).isCloseTo(ball.center().y(), within(0.6));
    assertThat(Double.parseDouble(found[2])).isCloseTo(ball.center().z(), within(0.6));
  }

  @Test
  void isTheSameVolumeForPlastimatch() throws Exception {
    OutsideTool.need("plastimatch");
    Path series = folder.resolve("series");
    new CtSeriesWriter().write(MarkedVolume.request(SourceVariant.PLAIN), series, Progress.NONE);
    Path mha = folder.resolve("volume.mha");
    OutsideTool.output(
        "plastimatch",
        "convert",
        "--input",
        series.toString(),
        "--output-img",
        mha.toString(),
        "--output-type",
        "float");
    assertSame(MetaImageVolume.read(mha), MarkedVolume.make());
  }

  static void assertSame(Volume read, Volume written) {
    assertThat(read.grid().sizeX()).isEqualTo(written.grid().sizeX());
    assertThat(read.grid().sizeY()).isEqualTo(written.grid().sizeY());
    assertThat(read.grid().sizeZ()).isEqualTo(written.grid().sizeZ());
    assertThat(read.grid().spacingXMm()).isCloseTo(written.grid().spacingXMm(), within(1e-4));
    assertThat(read.grid().spacingYMm()).isCloseTo(written.grid().spacingYMm(), within(1e-4));
    assertThat(read.grid().spacingZMm()).isCloseTo(written.grid().spacingZMm(), within(1e-4));
    assertThat(read.grid().firstVoxel().minus(written.grid().firstVoxel()).length())
        .isLessThan(1e-3);
    for (int k = 0; k < written.grid().sizeZ(); k++) {
      assertThat(read.slice(k)).containsExactly(written.slice(k), within(0.51f));
    }
    for (MarkedVolume.Ball ball : MarkedVolume.BALLS) {
      assertThat(MarkedVolume.find(ball, read).minus(ball.center()).length()).isLessThan(0.6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UTF_8_NAMES", "LATIN_1_NAMES"})
  void showsThePatientsNameInDcmtk(SourceVariant source) throws Exception {
    OutsideTool.need("dcmdump");
    Path first = write(source).get(0).file();
    String dump = OutsideTool.output("dcmdump", "+U8", "+P", "PatientName", first.toString());
    assertThat(dump).contains(source.patientName());
  }

  @ParameterizedTest
  @EnumSource(names = {"UTF_8_NAMES", "LATIN_1_NAMES", "JAPANESE_NAMES"})
  void showsThePatientsNameInPydicom(SourceVariant source) throws Exception {
    OutsideTool.need(PYTHON);
    String script =
        "import sys, pydicom; d = pydicom.dcmread(sys.argv[1]);"
            + " sys.stdout.buffer.write(str(d.PatientName).encode('utf-8'))";
    Path first = write(source).get(0).file();
    assertThat(OutsideTool.output(PYTHON, "-c", script, first.toString()))
        .isEqualTo(source.patientName());
  }

  private List<ResultFile> write(SourceVariant source) throws IOException {
    return new CtSeriesWriter().write(MarkedVolume.request(source), folder, Progress.NONE);
  }
}
