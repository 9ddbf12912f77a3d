package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** One object for each projection, each with a few equal frames, is one run: the first counts. */
class RepeatedFramesTest {

  private static final SimulationOptions RUN =
      SimulationOptions.standard().frames(60).detector(48, 40, 4, 4).as(ObjectForm.SINGLE_FRAMES);

  @TempDir Path folder = Path.of("");

  /** Writes each frame of the run so many times into its object. */
  private List<Path> repeated(int times) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path single : new SimulatedRun(RUN).writeTo(folder.resolve("run-" + times))) {
      DataSet d = DicomFile.read(single).dataSet();
      byte[] frame = d.getBytes(Tag.PixelData);
      byte[] all = new byte[frame.length * times];
      for (int i = 0; i < times; i++) {
        System.arraycopy(frame, 0, all, i * frame.length, frame.length);
      }
      d.setInt(Tag.NumberOfFrames, times).setBytes(Tag.PixelData, VR.OW, all);
      Path file = single.resolveSibling("repeated-" + single.getFileName());
      DicomWriter.writeFile(file, d, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      files.add(file);
    }
    return files;
  }

  @Test
  void twoOrMoreEqualFramesInEachObjectAreOneProjection() throws IOException {
    for (int times = 2; times <= 4; times++) {
      List<Path> files = repeated(times);
      Collections.shuffle(files, new Random(times));
      Set<RunKey> keys = new HashSet<>();
      for (Path file : files) {
        DataSet header = DicomFile.read(file).dataSet();
        keys.add(RunReader.keyOf(header));
        assertThat(RunReader.isWhole(header)).isFalse();
      }
      assertThat(keys).hasSize(1);
      RunReading reading = new RunReader(List.of()).read(files);
      assertThat(reading.facts().obstacles()).isEmpty();
      assertThat(reading.facts().integer(Fact.FRAMES)).isEqualTo(60);
      assertThat(reading.notes()).anyMatch(n -> n.contains("the first counts"));
      try (RotationalRun run = reading.run().orElseThrow()) {
        assertThat(run.trajectory().rotationAnglesDeg().get(59)).isCloseTo(100, within(1e-6));
        assertThat(run.instances()).hasSize(60);
      }
    }
  }

  @Test
  void framesThatDifferAreNotChosenFrom() throws IOException {
    List<Path> files = repeated(2);
    DicomFile other = DicomFile.read(files.get(40));
    byte[] pixels = Arrays.copyOf(other.dataSet().getBytes(Tag.PixelData), 2 * 48 * 40 * 2);
    pixels[pixels.length - 2] ^= 1;
    DataSet changed = other.dataSet().copy().setBytes(Tag.PixelData, VR.OW, pixels);
    Path file = folder.resolve("changed");
    DicomWriter.writeFile(file, changed, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    files.set(40, file);
    RunReading reading = new RunReader(List.of()).read(files);
    assertThat(reading.run()).isEmpty();
    assertThat(reading.facts().is(Fact.ROTATIONAL)).isTrue();
    assertThat(reading.facts().obstacles())
        .extracting(Obstacle::code)
        .containsExactly("FRAMES_DIFFER");
  }

  @Test
  void singleFramesAndLongerObjectsKeepTheirOwnRuns() throws IOException {
    DataSet two = DicomFile.read(repeated(2).get(0)).dataSet();
    DataSet one = two.copy().remove(Tag.NumberOfFrames);
    DataSet three = two.copy().setInt(Tag.NumberOfFrames, 3);
    DataSet many = two.copy().setInt(Tag.NumberOfFrames, 5);
    Set<RunKey> keys = new HashSet<>();
    for (DataSet header : List.of(one, two, three, many)) {
      keys.add(RunReader.keyOf(header));
    }
    assertThat(keys).hasSize(4);
    assertThat(RunReader.isWhole(many)).isTrue();
  }
}
