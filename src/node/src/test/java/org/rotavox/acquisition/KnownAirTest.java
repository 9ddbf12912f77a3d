package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** An object that fills every image: nothing in it tells the unattenuated intensity. */
class KnownAirTest {

  private static final double RADIUS_MM = 25;

  @TempDir Path folder = Path.of("");

  /** Mean of the volume less mean of the truth within 25 mm, Hounsfield units. */
  private double bias(OptionalInt unattenuated) throws IOException, ReconstructionException {
    List<Path> files =
        new SimulatedRun(SimulationOptions.standard().detector(56, 52, 2.1, 2.1).withoutNoise())
            .writeTo(folder.resolve("run.dcm"));
    StationProfile lab =
        StationProfile.named("lab")
            .withReading(
                new StationProfile.Reading(
                    Optional.empty(), 0, Optional.empty(), unattenuated, Optional.empty()));
    try (RotationalRun run = new RunReader(List.of(lab)).read(files).run().orElseThrow()) {
      Volume volume = VolumeError.reconstruct(run, 36, 2);
      VolumeGrid grid = volume.grid();
      Volume truth = EllipsoidPhantom.small().truth(grid, 2);
      double sum = 0;
      int count = 0;
      for (int k = 0; k < grid.sizeZ(); k++) {
        for (int j = 0; j < grid.sizeY(); j++) {
          for (int i = 0; i < grid.sizeX(); i++) {
            if (Math.hypot(Math.hypot(grid.x(i), grid.y(j)), grid.z(k)) < RADIUS_MM) {
              sum += volume.at(i, j, k) - truth.at(i, j, k);
              count++;
            }
          }
        }
      }
      return sum / count;
    }
  }

  /** What is left is the truncation: the rows end within the object, and are continued. */
  @Test
  void aStationEntryBringsTheVolumeToItsLevel() throws IOException, ReconstructionException {
    double inferred = bias(OptionalInt.empty());
    double known = bias(OptionalInt.of(40000));
    System.out.printf("bias with I0 inferred %.0f HU, known %.0f HU%n", inferred, known);
    assertThat(inferred).as("soft tissue set to 35").isBetween(-60.0, 60.0);
    assertThat(known).isBetween(-50.0, 250.0);
  }
}
