package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.TemporaryFiles;
import org.rotavox.model.Fact;
import org.rotavox.model.ObstacleCode;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** What was kept of a run gives its reconstruction exactly what reading it again would. */
class KeptReadingTest {

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard().detector(100, 96, 2.1, 2.1);
  }

  private static RunReader reader(String version, StationProfile... stations) {
    return new RunReader(
        AcquisitionSettings.of(List.of(stations)), TemporaryFiles.ofSystem(), version);
  }

  private List<SourceFile> write(SimulationOptions options) throws IOException {
    return received(
        new SimulatedRun(options)
            .writeTo(Files.createTempDirectory(folder, "run").resolve("run.dcm")));
  }

  /** The files with the digests that the node gives them when it receives them. */
  private static List<SourceFile> received(List<Path> files) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    for (Path file : files) {
      long offset = DicomFile.read(file).dataSetOffset();
      sources.add(new SourceFile(file, SourceFile.digestFrom(file, offset)));
    }
    return sources;
  }

  private static RunReading first(RunReader reader, List<SourceFile> files) throws IOException {
    RunReading reading = reader.readSources(files);
    assertThat(reading.fromKept()).isFalse();
    assertThat(reading.facts().obstacles()).isEmpty();
    return reading;
  }

  private static Optional<KeptReading> kept(RunReading reading) {
    return KeptReading.parse(reading.kept().map(KeptReading::text).orElse(""));
  }

  @TestFactory
  Stream<DynamicTest> everyFormIsReadAgainAsItWasDecided() {
    Map<String, SimulationOptions> forms =
        new LinkedHashMap<>(VariantReconstructionTest.variants());
    forms.put("with noise", base());
    return forms.entrySet().stream()
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form.getKey(), () -> assertSame(write(form.getValue()), reader("1"))));
  }

  @Test
  void anUndeclaredBorderStaysBlanked() throws IOException {
    List<Path> files = new SimulatedRun(base()).writeTo(folder.resolve("run.dcm"));
    new PaintedBorder(PaintedBorder.Shape.OCTAGON, 6, 0, PaintedBorder.Fill.ZERO)
        .paint(files.get(0));
    RunReading again = assertSame(received(files), reader("1"));
    assertThat(again.facts().text(Fact.BORDER)).isEqualTo("FOUND");
  }

  @Test
  void aStationEntryIsHeeded() throws IOException {
    StationProfile lab =
        StationProfile.named("lab")
            .withGeometry(StationProfile.Geometry.of(1200, 800, 2.1).overriding());
    assertSame(write(base()), reader("1", lab));
  }

  private RunReading assertSame(List<SourceFile> files, RunReader reader) throws IOException {
    RunReading whole = first(reader, files);
    RunReading again = reader.readAgain(files, kept(whole));
    assertThat(again.fromKept()).isTrue();
    assertThat(again.facts()).isEqualTo(whole.facts());
    assertThat(again.notes()).isEqualTo(whole.notes());
    try (RotationalRun a = whole.run().orElseThrow();
        RotationalRun b = again.run().orElseThrow()) {
      assertThat(b.trajectory()).isEqualTo(a.trajectory());
      assertThat(b.instances()).isEqualTo(a.instances());
      assertThat(b.quantitativeReasons()).isEqualTo(a.quantitativeReasons());
      assertThat(b.lossy()).isEqualTo(a.lossy());
      int pixels = a.trajectory().detector().columns() * a.trajectory().detector().rows();
      float[] expected = new float[pixels];
      float[] found = new float[pixels];
      for (int view = 0; view < a.trajectory().views(); view += 7) {
        a.stack().frames().readIntensities(view, expected);
        b.stack().frames().readIntensities(view, found);
        assertThat(found).isEqualTo(expected);
      }
    }
    return again;
  }

  @Test
  void whatWasKeptIsUsed() throws IOException {
    List<SourceFile> files = write(base());
    String text = first(reader("1"), files).kept().orElseThrow().text();
    assertThat(text).hasSizeLessThan(60_000);
    String marked =
        text.replaceFirst("(\"blanked\":\"[^\"]*\",\"notes\":\\[)", "$1\"as decided\",");
    RunReading again = reader("1").readAgain(files, KeptReading.parse(marked));
    assertThat(again.notes()).contains("as decided");
    again.run().orElseThrow().close();
  }

  @Test
  void aFileThatChangedIsAnObstacleThatNamesBothDigests() throws IOException {
    List<SourceFile> files = write(base());
    Optional<KeptReading> kept = kept(first(reader("1"), files));
    Path file = files.get(0).path();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 5000] ^= 1;
    Files.write(file, bytes);
    for (Optional<KeptReading> one : List.of(kept, Optional.<KeptReading>empty())) {
      RunReading again = reader("1").readAgain(files, one);
      assertThat(again.run()).isEmpty();
      assertThat(again.facts().obstacles())
          .singleElement()
          .satisfies(
              o -> {
                assertThat(o.code()).isEqualTo(ObstacleCode.UNREADABLE.name());
                assertThat(o.sentence())
                    .contains("changed since it was received")
                    .contains(files.get(0).sha256())
                    .contains(received(List.of(file)).get(0).sha256());
              });
    }
  }

  @Test
  void anotherReleaseOrAnotherStationEntryReadsTheRunAnew() throws IOException {
    List<SourceFile> files = write(base());
    Optional<KeptReading> kept = kept(first(reader("1"), files));
    StationProfile lab = StationProfile.named("lab");
    RunReader strict =
        new RunReader(AcquisitionSettings.of(List.of()).strict(), TemporaryFiles.ofSystem(), "1");
    for (RunReader other : List.of(reader("2"), reader("1", lab), strict)) {
      RunReading again = other.readAgain(files, kept);
      assertThat(again.fromKept()).isFalse();
      if (again.run().isPresent()) {
        again.run().get().close();
      }
    }
    List<SourceFile> more = List.of(files.get(0), files.get(0));
    assertThat(reader("1").readAgain(more, kept).fromKept()).isFalse();
  }

  @Test
  void nothingIsKeptOfFilesWithoutDigest() throws IOException {
    List<SourceFile> files = SourceFile.of(write(base()).stream().map(SourceFile::path).toList());
    RunReading reading = reader("1").readSources(files);
    assertThat(reading.kept()).isEmpty();
    reading.run().orElseThrow().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixels", "blanked", "bits"})
  void aDamagedTextIsNotUsedAndTheRunIsReadAnew(String what) throws IOException {
    List<SourceFile> files = write(base().shutter(3));
    String text = first(reader("1"), files).kept().orElseThrow().text();
    String damaged =
        switch (what) {
          case "pixels" -> text.replaceFirst("\"pixels\":\\d+", "\"pixels\":17");
          case "blanked" -> text.replaceFirst("\"blanked\":\"[^\"]*\"", "\"blanked\":\"~\"");
          default -> text.replaceFirst("\"blanked\":\"....", "\"blanked\":\"");
        };
    assertThat(damaged).isNotEqualTo(text);
    RunReading again = reader("1").readAgain(files, KeptReading.parse(damaged));
    assertThat(again.fromKept()).isFalse();
    again.run().orElseThrow().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{}", "null", "[]", "{\"basis\":\"a\"}", "{\"angles\":{}}"})
  void whatIsNoReadingIsNone(String text) {
    assertThat(KeptReading.parse(text)).isEmpty();
  }
}
