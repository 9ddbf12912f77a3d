package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.Progress;
import org.rotavox.recon.Volume;
import org.rotavox.result.surface.DenseSurface;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.result.surface.TriangleMesh;

/** What others say about the results besides the CT series. */
class OtherResultsIT {

  private static final String PYTHON = "/usr/bin/python3";

  /** Finds the voxels of a density by the functional groups alone; prints their middle. */
  private static final String FIND_IN_FRAMES =
      """
      import sys, numpy, pydicom
      d = pydicom.dcmread(sys.argv[1])
      low, high = float(sys.argv[2]), float(sys.argv[3])
      shared = d.SharedFunctionalGroupsSequence[0]
      rescale = shared.PixelValueTransformationSequence[0]
      v = d.pixel_array * float(rescale.RescaleSlope) + float(rescale.RescaleIntercept)
      orientation = shared.PlaneOrientationSequence[0].ImageOrientationPatient
      iop = numpy.array([float(x) for x in orientation])
      row_mm, column_mm = [float(x) for x in shared.PixelMeasuresSequence[0].PixelSpacing]
      points = []
      for k, r, c in zip(*numpy.where((v >= low) & (v < high))):
          frame = d.PerFrameFunctionalGroupsSequence[k]
          ipp = frame.PlanePositionSequence[0].ImagePositionPatient
          ipp = numpy.array([float(x) for x in ipp])
          points.append(ipp + iop[:3] * column_mm * c + iop[3:] * row_mm * r)
      print(*numpy.mean(points, axis=0))
      """;

  /** Prints the middle of the bounding box, the volume, and the bytes that are too many. */
  private static final String STL_BOUNDS =
      """
      import sys, numpy, pydicom
      d = pydicom.dcmread(sys.argv[1])
      stl = d.EncapsulatedDocument[:d.EncapsulatedDocumentLength]
      count = int(numpy.frombuffer(stl, '<u4', 1, 80)[0])
      kind = numpy.dtype([('n', '<f4', 3), ('p', '<f4', (3, 3)), ('a', '<u2')])
      p = numpy.frombuffer(stl, kind, count, 84)['p'].astype(float)
      volume = numpy.einsum('ij,ij->i', p[:, 0], numpy.cross(p[:, 1], p[:, 2])).sum() / 6
      p = p.reshape(-1, 3)
      print(*((p.min(axis=0) + p.max(axis=0)) / 2), volume, len(stl) - 84 - 50 * count)
      """;

  private final Path folder;

  OtherResultsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"enhanced-ct.dcm", "xray-3d.dcm"})
  void multiFrameVolumesHaveTheirMarkersWherePydicomLooksForThem(String name) throws Exception {
    OutsideTool.need(PYTHON);
    Path file = folder.resolve(name);
    ResultRequest request = MarkedVolume.requestOfJob(SourceVariant.PLAIN);
    if (name.startsWith("xray")) {
      new XRay3DWriter().write(request, file, Progress.NONE);
    } else {
      new EnhancedCtWriter().write(request, file, Progress.NONE);
    }
    for (MarkedVolume.Ball ball : MarkedVolume.BALLS) {
      String said =
          OutsideTool.output(
              PYTHON, "-c", FIND_IN_FRAMES, file.toString(), ball.lowHu() + "", ball.highHu() + "");
      assertNear(said.strip().split(" "), ball.center(), 0.6);
    }
  }

  @Test
  void surfaceLiesAroundTheBrightBallForPydicom() throws Exception {
    OutsideTool.need(PYTHON);
    Path file = folder.resolve("surface.dcm");
    ResultRequest request = MarkedVolume.request(SourceVariant.PLAIN);
    TriangleMesh mesh = brightBall(request);
    new EncapsulatedStlWriter().write(request, mesh, file, Progress.NONE);
    String[] said =
        OutsideTool.output(PYTHON, "-c", STL_BOUNDS, file.toString()).strip().split(" ");
    assertNear(said, MarkedVolume.BRIGHT.center(), 1.0);
    assertThat(Double.parseDouble(said[3])).isCloseTo(mesh.volumeMm3(), within(0.01));
    assertThat(said[4]).as("bytes after the last triangle").isIn("0", "0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"volume.nrrd", "volume.nii", "volume.nii.gz"})
  void researchFilesAreTheSameVolumeForPlastimatch(String name) throws Exception {
    OutsideTool.need("plastimatch");
    Volume volume = MarkedVolume.make();
    Path file = folder.resolve(name);
    if (name.endsWith(".nrrd")) {
      NrrdWriter.write(volume, file);
    } else {
      NiftiWriter.write(volume, file);
    }
    Path mha = folder.resolve("read.mha");
    OutsideTool.output(
        "plastimatch",
        "convert",
        "--input",
        file.toString(),
        "--output-img",
        mha.toString(),
        "--output-type",
        "float");
    CtSeriesIT.assertSame(MetaImageVolume.read(mha), volume);
  }

  private static TriangleMesh brightBall(ResultRequest request) {
    return DenseSurface.of(
        request.volume(), new SurfaceSettings(OptionalDouble.of(950), 5, 5000, 50), 2);
  }

  private static void assertNear(String[] found, Vector3 expected, double withinMm) {
    Vector3 place =
        new Vector3(
            Double.parseDouble(found[0]),
            Double.parseDouble(found[1]),
            Double.parseDouble(found[2]));
    assertThat(place.minus(expected).length())
        .as("%s is near %s", place, expected)
        .isLessThan(withinMm);
  }
}
