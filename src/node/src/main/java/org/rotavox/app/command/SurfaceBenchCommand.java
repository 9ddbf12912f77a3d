package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.result.surface.DenseSurface;
import org.rotavox.result.surface.StlFile;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.result.surface.TriangleMesh;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The speed of a surface for printing. */
@Command(
    name = "surface",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measure the surface of bone and vessels, from the volume to the STL file.",
    description =
        "The volume is the head phantom with noise; the surface is made with the settings that a"
            + " protocol has by itself. The first round runs in a cold program, as `reconstruct"
            + " --stl` does.")
final class SurfaceBenchCommand implements Callable<Integer> {

  private static final double EDGE_MM = 204.8;
  private static final double NOISE_HU = 40;

  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      converter = NumberOption.PhantomSize.class,
      paramLabel = "N",
      defaultValue = "256",
      description = "Voxels along each side, 16 to 512. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--rounds",
      converter = NumberOption.Rounds.class,
      paramLabel = "N",
      defaultValue = "3",
      description = "Repetitions in one program, 1 to 99. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    Volume volume = noisyHead();
    Path file = Files.createTempFile("surface", ".stl");
    try {
      for (int round = 1; round <= rounds; round++) {
        long start = System.nanoTime();
        TriangleMesh mesh =
            DenseSurface.of(
                volume, SurfaceSettings.DEFAULT, Runtime.getRuntime().availableProcessors());
        StlFile.write(mesh, file);
        out.printf(
            Locale.ROOT,
            "round %d%s: %d³ voxels to %d triangles in %.2f s%n",
            round,
            round == 1 ? " (cold)" : "",
            size,
            mesh.triangleCount(),
            (System.nanoTime() - start) / 1e9);
        out.flush();
      }
    } finally {
      Files.delete(file);
    }
    return ExitCode.OK;
  }

  /** The same in every run. */
  private Volume noisyHead() {
    Volume volume = EllipsoidPhantom.head().truth(VolumeGrid.cube(size, EDGE_MM / size));
    Workers.forEach(
        Runtime.getRuntime().availableProcessors(),
        size,
        k -> {
          Random noise = new Random(k);
          float[] slice = volume.slice(k);
          for (int n = 0; n < slice.length; n++) {
            slice[n] += (float) (NOISE_HU * noise.nextGaussian());
          }
        });
    return volume;
  }
}
