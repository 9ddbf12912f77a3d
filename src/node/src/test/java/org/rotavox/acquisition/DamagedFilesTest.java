package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** Runs in files that are damaged without harm, as others wrote them, and by the hundred. */
class DamagedFilesTest {

  private static final Path FOLDER =
      Path.of("src/node/src/test/resources/org/rotavox/acquisition/damaged");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "two-more.dcm, less than a frame is skipped",
    "end-zeros8.dcm, zeros stand where the sequence delimiter is due",
    "vr-un.dcm, 'VR UN, read as fragments'",
    "jp2-boxes.dcm, the boxes around them are skipped",
    "un-undefined-explicit.dcm, explicit VRs in its items",
    "zero-and-delimiter-nested.dcm, a delimiter behind an empty sequence",
    "not-deflated.dcm, is not deflated",
    "zlib.dcm, zlib header"
  })
  void aRunIsReadWithItsDamageSaid(String file, String words) throws IOException {
    RunReading reading = read(FOLDER.resolve(file));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().is(Fact.ROTATIONAL)).isTrue();
    assertThat(reading.facts().integer(Fact.FRAMES)).isEqualTo(61);
    assertThat(reading.facts().warnings()).anyMatch(warning -> warning.contains(words));
  }

  private static RunReading read(Path file) throws IOException {
    RunReading reading = new RunReader(List.of()).read(List.of(file));
    if (reading.run().isPresent()) {
      reading.run().get().close();
    }
    return reading;
  }

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(60).detector(24, 20, 8, 8);
  }

  /**
   * Bytes behind the last frame, fewer than one has: the volume is that of the run without them.
   */
  @Test
  void anySurplusBelowAFrameIsPassedOver() throws IOException {
    Path file = new SimulatedRun(base()).writeTo(folder.resolve("run.dcm")).get(0);
    RunReading whole = read(file);
    byte[] bytes = Files.readAllBytes(file);
    int frame = 24 * 20 * 2;
    int pixels = 60 * frame;
    Random random = new Random(7);
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      int surplus = 2 * (1 + random.nextInt(frame)); // up to two frames
      RunReading reading = read(longer(bytes, pixels, surplus));
      if (surplus < frame) {
        passed++;
        assertThat(reading.facts().obstacles()).as("%d", surplus).isEmpty();
        assertThat(reading.facts().warnings()).hasSize(1);
        assertThat(reading.facts().known()).isEqualTo(whole.facts().known());
      } else {
        assertThat(reading.facts().obstacles())
            .extracting(Obstacle::code)
            .contains("PIXEL_DATA_TOO_LONG");
      }
    }
    assertThat(passed).isGreaterThan(30);
  }

  /** The file with a longer value of Pixel Data, which is its last. */
  private Path longer(byte[] bytes, int pixels, int surplus) throws IOException {
    Path file = folder.resolve("longer.dcm");
    Files.write(file, bytes);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(bytes.length - pixels - 4L);
      out.write(
          new byte[] {
            (byte) (pixels + surplus),
            (byte) ((pixels + surplus) >> 8),
            (byte) ((pixels + surplus) >> 16),
            0
          });
      out.seek(bytes.length);
      out.write(new byte[surplus]);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"''", "0", "-1", "'many'", "'1.5'"})
  void theNumberOfFramesIsCountedWhereItIsNotStated(String stated) throws IOException {
    SimulationOptions options = base().edited(d -> stated(d, stated));
    RunReading reading = SimulatedReading.of(options, folder);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().integer(Fact.FRAMES)).isEqualTo(60);
    assertThat(reading.facts().warnings()).anyMatch(w -> w.contains("NumberOfFrames"));
  }

  private static void stated(DataSet header, String value) {
    if (value.isEmpty()) {
      header.remove(Tag.NumberOfFrames);
    } else {
      raw(header, Tag.NumberOfFrames, value);
    }
  }

  /** Sets what no writer of values would. */
  private static void raw(DataSet header, int tag, String value) {
    String even = value.length() % 2 == 0 ? value : value + " ";
    VR vr = header.vrOf(tag).orElse(VR.IS);
    header.setBytes(tag, vr, even.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aBackslashBehindTheLastIncrementIsNoValue() throws IOException {
    RunReading reading =
        SimulatedReading.of(
            base()
                .edited(
                    d ->
                        raw(
                            d,
                            Tag.PositionerPrimaryAngleIncrement,
                            String.join("\\", d.getStrings(Tag.PositionerPrimaryAngleIncrement))
                                + "\\")),
            folder);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().warnings()).anyMatch(w -> w.contains("ends with a backslash"));
  }

  @ParameterizedTest
  @CsvSource({
    "ImagerPixelSpacing, '0,8\\0,8', SPACING_MISSING",
    "ImagerPixelSpacing, '8 mm\\8 mm', SPACING_MISSING",
    "DistanceSourceToDetector, '1200 mm', DISTANCES_MISSING",
    "DistanceSourceToPatient, '785,5', DISTANCES_MISSING"
  })
  void aCommaOrAUnitIsSaidWithItsValue(String keyword, String value, String code)
      throws IOException {
    int tag = Dictionary.tagOf(keyword).getAsInt();
    RunReading reading =
        SimulatedReading.of(
            base()
                .edited(
                    d -> {
                      d.remove(Tag.EstimatedRadiographicMagnificationFactor);
                      raw(d, tag, value);
                    }),
            folder);
    assertThat(reading.facts().is(Fact.ROTATIONAL)).isTrue();
    assertThat(reading.facts().obstacles())
        .anySatisfy(
            obstacle -> {
              assertThat(obstacle.code()).isEqualTo(code);
              assertThat(obstacle.sentence()).contains(value).contains("decimal point");
            });
  }

  @Test
  void aPhotometricInterpretationInLowerCaseIsRead() throws IOException {
    for (String name : List.of("monochrome2", "Monochrome1")) {
      RunReading reading =
          SimulatedReading.of(
              base().edited(d -> raw(d, Tag.PhotometricInterpretation, name)), folder);
      assertThat(reading.facts().obstacles()).as(name).isEmpty();
    }
  }
}
