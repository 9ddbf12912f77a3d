package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** Wherever headers say what pixel values mean, it is read, and must be the same in all frames. */
class PixelMeaningTest {

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(60).detector(24, 20, 8, 8);
  }

  /** Moves the TO_LINEAR table of an enhanced object from all frames together to each of them. */
  private static void tableToEachFrame(DataSet d) {
    DataSet shared = d.getItem(Tag.SharedFunctionalGroupsSequence).orElseThrow();
    List<DataSet> tables = shared.getSequence(Tag.PixelIntensityRelationshipLUTSequence);
    assertThat(tables).hasSize(1);
    for (DataSet frame : d.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
      frame.setSequence(Tag.PixelIntensityRelationshipLUTSequence, List.of(tables.get(0).copy()));
    }
    shared.remove(Tag.PixelIntensityRelationshipLUTSequence);
  }

  private static DataSet frame(DataSet d, int index) {
    return d.getSequence(Tag.PerFrameFunctionalGroupsSequence).get(index);
  }

  private static SimulationOptions tables() {
    return base()
        .as(ObjectForm.ENHANCED_XA)
        .as(IntensityForm.LOG_LUT)
        .edited(PixelMeaningTest::tableToEachFrame);
  }

  @Test
  void theSameTableInEachFrameIsRead() throws IOException {
    RunReading reading = read(tables());
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains("linear intensity by the modality LUT"));
  }

  private static Map<String, Consumer<DataSet>> changesWithin() {
    return Map.of(
        "another table",
        d ->
            frame(d, 7)
                .getItem(Tag.PixelIntensityRelationshipLUTSequence)
                .orElseThrow()
                .setBytes(Tag.LUTData, VR.OW, new byte[8192]),
        "no table",
        d -> frame(d, 7).remove(Tag.PixelIntensityRelationshipLUTSequence),
        "a sign of its own",
        d ->
            frame(d, 7)
                .setSequence(
                    Tag.FramePixelDataPropertiesSequence,
                    List.of(new DataSet().setInt(Tag.PixelIntensityRelationshipSign, -1))));
  }

  @TestFactory
  Stream<DynamicTest> aFrameThatMeansSomethingElseRefusesTheRun() {
    return changesWithin().entrySet().stream()
        .map(
            change ->
                DynamicTest.dynamicTest(
                    change.getKey(),
                    () -> assertChanges(read(tables().edited(change.getValue())))));
  }

  private static Map<String, SimulationOptions> others() {
    SimulationOptions logarithm =
        base().as(ObjectForm.SINGLE_FRAMES).as(IntensityForm.LOG_RESCALED);
    return Map.of(
        "another slope",
        logarithm.edited(d -> d.setDouble(Tag.RescaleSlope, 0.5)),
        "another relationship",
        logarithm.attribute(Tag.PixelIntensityRelationship, "LIN"),
        "other bits",
        logarithm.edited(d -> d.setInt(Tag.BitsStored, 16).setInt(Tag.HighBit, 15)),
        "a table",
        logarithm.as(IntensityForm.LOG_LUT));
  }

  @TestFactory
  Stream<DynamicTest> anInstanceThatMeansSomethingElseRefusesTheRun() {
    return others().entrySet().stream()
        .map(
            other ->
                DynamicTest.dynamicTest(
                    other.getKey(),
                    () -> {
                      List<Path> files =
                          new SimulatedRun(
                                  base()
                                      .as(ObjectForm.SINGLE_FRAMES)
                                      .as(IntensityForm.LOG_RESCALED))
                              .writeTo(folder.resolve("run"));
                      List<Path> changed =
                          new SimulatedRun(other.getValue()).writeTo(folder.resolve("other"));
                      Files.copy(
                          changed.get(20), files.get(20), StandardCopyOption.REPLACE_EXISTING);
                      assertChanges(new RunReader(List.of()).read(files));
                    }));
  }

  private static void assertChanges(RunReading reading) {
    assertThat(reading.run()).isEmpty();
    assertThat(reading.facts().obstacles())
        .isNotEmpty()
        .allSatisfy(o -> assertThat(o.code()).isEqualTo("INTENSITY_CHANGES"));
  }

  @Test
  void aFrameThatNobodyLookedAtIsLookedAtWhenItIsUsed() throws IOException {
    int frameBytes = 96 * 80 * 2;
    Path file =
        new SimulatedRun(base().detector(96, 80, 2, 2)).writeTo(folder.resolve("run.dcm")).get(0);
    try (RotationalRun run = new RunReader(List.of()).read(List.of(file)).run().orElseThrow()) {
      float[] image = new float[96 * 80];
      run.stack().frames().readIntensities(33, image);
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.seek(open.length() - 60L * frameBytes + 33L * frameBytes);
        byte[] white = new byte[frameBytes * 3 / 4];
        Arrays.fill(white, (byte) 0xFF);
        open.write(white);
      }
      assertThatThrownBy(() -> run.stack().frames().readIntensities(33, image))
          .isInstanceOf(DicomFormatException.class)
          .hasMessageContaining("frame 34 75 % of the pixels stand at the end");
    }
  }

  private RunReading read(SimulationOptions options) throws IOException {
    RunReading reading =
        new RunReader(List.of()).read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
    if (reading.run().isPresent()) {
      reading.run().get().close();
    }
    return reading;
  }
}
