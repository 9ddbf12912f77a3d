package org.rotavox.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.recon.Volume;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a rotational run of an object whose truth is known. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Write a simulated rotational run of a phantom.",
    description = {
      "Projects an asymmetric phantom of ellipsoids along exact rays and "
          + "writes the run in the form of an angio suite. The same options give "
          + "the same file.",
      "%n--truth writes the phantom itself as raw int16 (little endian, HU, x fastest, then y, z;"
          + " axes LPS, centred on the isocentre)."
    })
final class SimulateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "OUT", description = "The file; for single frames the folder.")
  private Path target = Path.of("run.dcm");

  @Option(
      names = "--phantom",
      paramLabel = "NAME",
      defaultValue = "small",
      description = "small or head. Default: ${DEFAULT-VALUE}.")
  private String phantom = "small";

  @Option(
      names = "--frames",
      converter = NumberOption.Frames.class,
      paramLabel = "N",
      defaultValue = "100",
      description = "Projections, 1 to 2000. Default: ${DEFAULT-VALUE}.")
  private int frames;

  @Option(
      names = "--start",
      converter = NumberOption.Angle.class,
      paramLabel = "DEG",
      defaultValue = "-100 deg",
      description = "Angle of the first frame. Default: ${DEFAULT-VALUE}.")
  private double startDeg;

  @Option(
      names = "--arc",
      converter = NumberOption.Arc.class,
      paramLabel = "DEG",
      defaultValue = "200 deg",
      description =
          "Angle from first to last; negative turns the other way. Default: ${DEFAULT-VALUE}.")
  private double arcDeg;

  @Option(
      names = "--tilt",
      converter = NumberOption.Angle.class,
      paramLabel = "DEG",
      defaultValue = "0 deg",
      description = "Angle of the axis that does not turn. Default: ${DEFAULT-VALUE}.")
  private double tiltDeg;

  @Option(
      names = "--columns",
      converter = NumberOption.Pixels.class,
      paramLabel = "N",
      defaultValue = "128",
      description = "Detector columns. Default: ${DEFAULT-VALUE}.")
  private int columns;

  @Option(
      names = "--rows",
      converter = NumberOption.Pixels.class,
      paramLabel = "N",
      defaultValue = "128",
      description = "Detector rows. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--pixel",
      converter = NumberOption.PixelSpacing.class,
      paramLabel = "MM",
      description =
          "Edge of a detector pixel, 0.01 mm to 20 mm. Default: auto, a detector of 205 mm (small) or 307 mm (head).")
  private double pixelMm;

  @Option(
      names = "--sid",
      converter = NumberOption.SourceToDetector.class,
      paramLabel = "MM",
      defaultValue = "1200 mm",
      description = "Source to detector, 100 mm to 5000 mm. Default: ${DEFAULT-VALUE}.")
  private double sourceToDetectorMm;

  @Option(
      names = "--sod",
      converter = NumberOption.SourceToIsocenter.class,
      paramLabel = "MM",
      defaultValue = "785 mm",
      description = "Source to isocentre, 50 mm to 5000 mm. Default: ${DEFAULT-VALUE}.")
  private double sourceToIsocenterMm;

  @Option(
      names = "--photons",
      converter = NumberOption.Photons.class,
      paramLabel = "N",
      defaultValue = "40000",
      description =
          "Photons of an unattenuated pixel, up to 60000; 0 = no noise. Default:"
              + " ${DEFAULT-VALUE}.")
  private double photons;

  @Option(
      names = "--seed",
      converter = NumberOption.Seed.class,
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the noise. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--object",
      paramLabel = "FORM",
      defaultValue = "xa",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ObjectForm objectForm = ObjectForm.XA;

  @Option(
      names = "--angles",
      paramLabel = "FORM",
      defaultValue = "offset",
      description = "How angles are written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private AngleForm angleForm = AngleForm.OFFSET;

  @Option(
      names = "--intensities",
      paramLabel = "FORM",
      defaultValue = "lin",
      description = "How pixels are written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private IntensityForm intensityForm = IntensityForm.LIN;

  @Option(names = "--truth", paramLabel = "FILE", description = "Also write the phantom itself.")
  private @Nullable Path truth;

  @Option(
      names = "--truth-size",
      converter = NumberOption.TruthSize.class,
      paramLabel = "N",
      defaultValue = "96",
      description = "Voxels along each axis of the truth. Default: ${DEFAULT-VALUE}.")
  private int truthSize;

  @Option(
      names = "--truth-voxel",
      converter = NumberOption.TruthVoxel.class,
      paramLabel = "MM",
      defaultValue = "1.6 mm",
      description = "Edge of its voxels. Default: ${DEFAULT-VALUE}.")
  private double truthVoxelMm;

  @Override
  public Integer call() throws IOException {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    EllipsoidPhantom object = object();
    checkOutputs();
    SimulationOptions options = options(object);
    List<Path> files;
    try {
      SimulatedRun run = new SimulatedRun(options);
      OutputPath.makeFolderOf(target);
      files = run.writeTo(target);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %s of %d × %d, %.1f° to %.1f°, phantom %s",
            files.size() == 1 ? files.get(0) : target + " (" + files.size() + " files)",
            Counted.of(frames, "frame"),
            columns,
            rows,
            startDeg,
            startDeg + arcDeg,
            object.name()));
    if (truth != null) {
      writeTruth(object, truth);
      out.println(truth + ": " + truthSize + "³ voxels of " + truthVoxelMm + " mm, int16, HU");
    }
    return ExitCode.OK;
  }

  private void checkOutputs() throws IOException {
    OutputPath outputs = new OutputPath();
    if (objectForm == ObjectForm.SINGLE_FRAMES) {
      outputs.folder("OUT", target);
    } else {
      outputs.file("OUT", target);
    }
    outputs.file("--truth", truth);
  }

  private EllipsoidPhantom object() {
    return switch (phantom.toLowerCase(Locale.ROOT)) {
      case "small" -> EllipsoidPhantom.small();
      case "head" -> EllipsoidPhantom.head();
      default ->
          throw new ParameterException(
              spec.commandLine(), "no phantom \"" + phantom + "\": there are small and head");
    };
  }

  private SimulationOptions options(EllipsoidPhantom object) {
    double detectorMm = object.name().equals("head") ? 307.2 : 204.8;
    double pixel = pixelMm > 0 ? pixelMm : detectorMm / Math.max(1, columns);
    SimulationOptions options =
        SimulationOptions.standard()
            .phantom(object)
            .frames(frames)
            .arc(startDeg, startDeg + arcDeg)
            .otherAngle(tiltDeg)
            .detector(columns, rows, pixel, pixel)
            .distances(sourceToDetectorMm, sourceToIsocenterMm)
            .as(objectForm)
            .as(angleForm)
            .as(intensityForm);
    return photons > 0 ? options.photons(photons).seed(seed) : options.withoutNoise();
  }

  private void writeTruth(EllipsoidPhantom object, Path file) throws IOException {
    OutputPath.makeFolderOf(file);
    Volume volume = object.truth(VolumeGrid.cube(truthSize, truthVoxelMm), 2);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int k = 0; k < truthSize; k++) {
        ByteBuffer slice =
            ByteBuffer.allocate(2 * volume.slice(k).length).order(ByteOrder.LITTLE_ENDIAN);
        for (float hu : volume.slice(k)) {
          slice.putShort((short) Math.round(hu));
        }
        out.write(slice.array());
      }
    }
  }
}
