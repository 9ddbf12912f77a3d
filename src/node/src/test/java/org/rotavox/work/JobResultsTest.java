package org.rotavox.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.recon.Algorithm;
import org.rotavox.reconstruction.DestinationOutputs;
import org.rotavox.reconstruction.ProtocolOutputs;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.reconstruction.RunOrder;
import org.rotavox.result.OutputKind;
import org.rotavox.result.OwnResult;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.store.Sending;

/** What a job makes of a run, and who gets it, with a real ledger and a real reconstruction. */
class JobResultsTest {

  private static final Uid MIP =
      SopClass.MULTI_FRAME_GRAYSCALE_BYTE_SECONDARY_CAPTURE_IMAGE_STORAGE;

  @TempDir private Path folder;
  private JobFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new JobFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void everyDestinationGetsTheKindsThatItTakes() throws IOException {
    ResultSettings settings =
        settings(
            Set.of(OutputKind.CT_SERIES, OutputKind.SURFACE),
            Map.of(
                "VIEWER", new DestinationOutputs(Set.of(OutputKind.SPINNING_MIP), true),
                "ARCHIVE", new DestinationOutputs(Set.of(OutputKind.XRAY_3D), true)));
    long job = fixture.order(JobFixture.PHANTOM, List.of("PACS", "VIEWER", "ARCHIVE"));
    fixture.succeed(fixture.pipeline(settings));

    assertThat(classes("PACS", job))
        .containsOnly(
            Map.entry(SopClass.CT_IMAGE_STORAGE, (long) JobFixture.SLICES),
            Map.entry(SopClass.ENCAPSULATED_STL_STORAGE, 1L));
    assertThat(classes("VIEWER", job)).containsOnly(Map.entry(MIP, 1L));
    assertThat(classes("ARCHIVE", job))
        .containsOnly(Map.entry(SopClass.X_RAY_3D_ANGIOGRAPHIC_IMAGE_STORAGE, 1L));
  }

  @Test
  void theCtSeriesGoesWhereEnhancedCtCannotBeMade() throws IOException {
    Path run = folder.resolve("display.dcm");
    uncalibrated(run);
    ResultSettings settings = settings(Set.of(OutputKind.ENHANCED_CT), Map.of());
    long job = fixture.order(run, List.of("PACS"));
    fixture.succeed(fixture.pipeline(settings));
    assertThat(classes("PACS", job))
        .containsOnly(Map.entry(SopClass.CT_IMAGE_STORAGE, (long) JobFixture.SLICES));
  }

  @Test
  void aRepeatedAttemptMakesTheSameBytesOfEveryKind() throws Exception {
    ResultSettings settings = settings(Set.copyOf(OutputKind.orderable()), Map.of());
    fixture.order(JobFixture.PHANTOM, List.of("PACS"));
    Map<String, byte[]> once = made(fixture, settings);
    try (JobFixture other = new JobFixture(folder.resolve("other"))) {
      long job = other.order(JobFixture.PHANTOM, List.of("PACS"));
      other.claim();
      other
          .node
          .ledger()
          .jobRetry(
              other.node.claimOf(job), Instant.EPOCH, new Failure(Failure.Kind.RESOURCE, "once"));
      other.node.clock.move(Duration.ofHours(7));
      Map<String, byte[]> again = made(other, settings);
      assertThat(once).hasSize(JobFixture.SLICES + 4);
      assertThat(again.keySet()).isEqualTo(once.keySet());
      once.forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void everyVolumeSaysWhichAlgorithmMadeIt(Algorithm algorithm) throws IOException {
    Set<OutputKind> volumes =
        Set.of(OutputKind.CT_SERIES, OutputKind.XRAY_3D, OutputKind.ENHANCED_CT);
    long job = fixture.order(JobFixture.PHANTOM, List.of("PACS"));
    fixture.succeed(fixture.pipeline(settings(volumes, Map.of()), algorithm));
    List<DataSet> sent = fixture.sentTo("PACS", job);
    assertThat(classes("PACS", job)).hasSize(volumes.size());
    boolean iterative = algorithm == Algorithm.OS_SART;
    for (DataSet object : sent) {
      String sopClass = SopClass.nameOf(object.getUid(Tag.SOPClassUID).orElseThrow());
      assertThat(values(object, Tag.DerivationCodeSequence, Tag.CodeValue))
          .as(sopClass)
          .isNotEmpty()
          .containsOnly(iterative ? "113963" : "113962");
      assertThat(values(object, 0, Tag.DerivationDescription))
          .as(sopClass)
          .isNotEmpty()
          .allMatch(
              text ->
                  text.contains(iterative ? "OS-SART" : "FDK")
                      && text.contains("Filtered") != iterative);
      if (sopClass.startsWith("X-Ray 3D")) {
        assertThat(values(object, 0, Tag.AlgorithmType))
            .containsOnly(iterative ? "ITERATIVE" : "FILTER_BACK_PROJ");
      }
      if (iterative) {
        assertThat(values(object, 0, Tag.ConvolutionKernel)).as(sopClass).isEmpty();
      }
    }
    assertThat(values(sent.get(0), 0, Tag.ConvolutionKernel)).hasSize(iterative ? 0 : 1);
  }

  /** All values of an attribute, at any depth, inside a sequence; 0 = anywhere. */
  private static List<String> values(DataSet dataSet, int sequence, int tag) {
    List<String> found = new ArrayList<>();
    if (sequence == 0) {
      dataSet.getString(tag).ifPresent(found::add);
    }
    for (int inner : dataSet.tags()) {
      for (DataSet item : dataSet.getSequence(inner)) {
        found.addAll(values(item, inner == sequence ? 0 : sequence, tag));
      }
    }
    return found;
  }

  @Test
  void aVolumeSaysThatAnUndeclaredBorderWasLeftOut() throws IOException {
    Path run = folder.resolve("border.dcm");
    byte[] bytes = Files.readAllBytes(JobFixture.PHANTOM);
    int rowBytes = 2 * 128;
    int start = bytes.length - 100 * 128 * rowBytes;
    for (int row = start; row < bytes.length; row += rowBytes) {
      Arrays.fill(bytes, row, row + 6, (byte) 0);
    }
    Files.write(run, bytes);
    long job = fixture.order(run, List.of("PACS"));
    fixture.succeed(fixture.pipeline(settings(Set.of(OutputKind.CT_SERIES), Map.of())));
    assertThat(fixture.sentTo("PACS", job).get(0).getString(Tag.DerivationDescription, ""))
        .contains("a border that no attribute declares");
  }

  @Test
  void aSliceSaysWhatItIsAndHowItWasMade() throws IOException {
    fixture.order(JobFixture.PHANTOM, List.of("PACS"));
    ReconstructionJob job =
        fixture.succeed(fixture.pipeline(settings(Set.of(OutputKind.CT_SERIES), Map.of())));
    DataSet slice = fixture.sentTo("PACS", job.id()).get(0);
    DataSet source = DicomFile.read(JobFixture.PHANTOM).dataSet();

    assertThat(slice.getString(Tag.SeriesDescription, "")).matches("3D RA head 2\\d\\d( deg|°)");
    assertThat(slice.getInt(Tag.SeriesNumber, 0))
        .isEqualTo(source.getInt(Tag.SeriesNumber, 0) + 1000);
    assertThat(slice.getString(Tag.StationName)).hasValue("NODE3D");
    assertThat(slice.getString(Tag.ImageComments)).hasValue("for research");
    assertThat(slice.getString(Tag.DerivationDescription, ""))
        .contains("Filtered back projection", "projections over 2", "SID ", "head", "1.0-test");
    assertThat(slice.getItem(Tag.DerivationCodeSequence)).isPresent();
    assertThat(slice.getString(Tag.ConvolutionKernel)).hasValue("RAMP");
    Instant created = job.createdAt();
    assertThat(slice.getString(Tag.SeriesDate))
        .hasValue(
            java.time.format.DateTimeFormatter.BASIC_ISO_DATE.format(
                created.atZone(ZoneOffset.UTC).toLocalDate()));
    assertThat(slice.getSequence(Tag.ContributingEquipmentSequence)).hasSize(2);
    assertThat(slice.getString(OwnResult.PRIVATE_CREATOR, 0x00990001)).hasValue("rule");
    assertThat(slice.getString(OwnResult.PRIVATE_CREATOR, 0x00990002)).hasValue("revision 1");
    assertThat(slice.getDoubles(Tag.WindowCenter)).hasSizeGreaterThan(1);
    for (int tag : new int[] {Tag.BodyPartExamined, Tag.Laterality, Tag.PatientName}) {
      assertThat(slice.getString(tag)).as("%08X", tag).isEqualTo(source.getString(tag));
    }
  }

  @Test
  void aFailedJobLeavesAPageThatSaysWhy() throws IOException {
    ResultSettings settings = notes(true);
    long job = fixture.order(JobFixture.PHANTOM, List.of("PACS"));
    ReconstructionJob claimed = fixture.claim();
    Failure failure = new Failure(Failure.Kind.INPUT, "the angles span 96 degrees");
    fixture
        .node
        .ledger()
        .jobFailed(
            fixture.node.claimOf(job),
            failure,
            fixture.pipeline(settings).lastWords(claimed, failure));

    List<DataSet> sent = fixture.sentTo("PACS", job);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).getString(Tag.ImageComments, "")).contains("the angles span 96 degrees");
    assertThat(sent.get(0).getUid(Tag.StudyInstanceUID))
        .isEqualTo(DicomFile.read(JobFixture.PHANTOM).dataSet().getUid(Tag.StudyInstanceUID));
    fixture.node.restart();
    assertThat(fixture.sentTo("PACS", job)).as("kept by the next start").hasSize(1);
  }

  @Test
  void theSamePageIsNotSentTwiceAndAnOldOneIsWithdrawn() throws IOException {
    ReconstructionPipeline pipeline = fixture.pipeline(notes(true));
    long job = fixture.order(JobFixture.PHANTOM, List.of("PACS"));
    Failure failure = new Failure(Failure.Kind.INPUT, "the angles span 96 degrees");
    ReconstructionJob first = fixture.claim();
    fixture
        .node
        .ledger()
        .jobFailed(fixture.node.claimOf(job), failure, pipeline.lastWords(first, failure));
    long delivery = fixture.node.ledger().deliveriesOf(job).get(0).delivery().id();
    fixture.node.ledger().sending().succeeded(List.of(new Sending.Arrival(delivery, 0, "", false)));

    fixture.node.ledger().orders().retryJob(job);
    ReconstructionJob again = fixture.claim();
    fixture
        .node
        .ledger()
        .jobFailed(fixture.node.claimOf(job), failure, pipeline.lastWords(again, failure));
    assertThat(fixture.node.ledger().balance().deliveriesPending()).isZero();

    fixture.node.ledger().orders().retryJob(job);
    Failure other = new Failure(Failure.Kind.RESOURCE, "the heap is too small");
    ReconstructionJob third = fixture.claim();
    fixture.node.ledger().jobFailed(third.claim(), other, pipeline.lastWords(third, other));
    assertThat(fixture.node.ledger().balance().deliveriesPending()).isEqualTo(1);

    fixture.node.ledger().orders().retryJob(job);
    fixture.succeed(pipeline);
    assertThat(fixture.node.ledger().balance().deliveriesPending())
        .as("the page that had not arrived is not true any more")
        .isEqualTo(JobFixture.SLICES);
  }

  @Test
  void aProtocolThatIsGoneFailsTheJobAndSaysWhatToAdd() throws IOException {
    fixture.order(JobFixture.PHANTOM, List.of("PACS"));
    StepResult result = fixture.pipelineWithoutProtocols(notes(false)).run(fixture.claim());
    assertThat(result)
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> {
              assertThat(failed.cause().kind()).isEqualTo(Failure.Kind.CONFIGURATION);
              assertThat(failed.cause().message()).contains("head", "protocols.yaml");
            });
  }

  @Test
  void aRunThatCannotBeReconstructedFailsWithItsReason() throws IOException {
    Path still = folder.resolve("still.dcm");
    DicomFile phantom = DicomFile.read(JobFixture.PHANTOM);
    DataSet changed = phantom.dataSet().copy();
    changed.remove(Tag.PositionerPrimaryAngleIncrement);
    org.rotavox.dataset.DicomWriter.writeFile(still, changed, phantom.transferSyntax());
    fixture.order(still, List.of("PACS"));
    assertThat(fixture.pipeline(notes(false)).run(fixture.claim()))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.cause().kind()).isEqualTo(Failure.Kind.INPUT));
  }

  @Test
  void aShadowJobMakesItsResultsAndSendsThemNowhere() throws IOException {
    long job = fixture.orderShadow(JobFixture.PHANTOM, List.of("PACS"));
    ReconstructionJob claimed = fixture.claim();
    StepResult.Done done = (StepResult.Done) fixture.pipeline(notes(true)).run(claimed);
    assertThat(done.summary()).contains("review (shadow)");
    assertThat(done.results()).isNotEmpty().allMatch(each -> each.destinations().isEmpty());
    fixture.node.ledger().jobDone(claimed.claim(), done.results());
    assertThat(fixture.node.ledger().deliveriesOf(job)).isEmpty();
    assertThat(
            fixture.pipeline(notes(true)).lastWords(claimed, new Failure(Failure.Kind.INPUT, "no")))
        .as("no page about what nobody was to see")
        .isEmpty();
  }

  @Test
  void withoutTheOptionAFailedJobLeavesNothing() throws IOException {
    fixture.order(JobFixture.PHANTOM, List.of("PACS"));
    Failure failure = new Failure(Failure.Kind.INPUT, "no");
    assertThat(fixture.pipeline(notes(false)).lastWords(fixture.claim(), failure)).isEmpty();
  }

  private Map<Uid, Long> classes(String destination, long job) throws IOException {
    return fixture.sentTo(destination, job).stream()
        .collect(
            Collectors.groupingBy(
                sent -> sent.getUid(Tag.SOPClassUID).orElseThrow(), Collectors.counting()));
  }

  /** A run whose pixels are for display has values that may not be called Hounsfield units. */
  private static void uncalibrated(Path target) throws IOException {
    DicomFile phantom = DicomFile.read(JobFixture.PHANTOM);
    DataSet display = phantom.dataSet().copy();
    display.setString(Tag.PixelIntensityRelationship, "DISP");
    org.rotavox.dataset.DicomWriter.writeFile(target, display, phantom.transferSyntax());
  }

  private static ResultSettings notes(boolean wanted) {
    return settings(Set.of(OutputKind.CT_SERIES), Map.of(), wanted);
  }

  private static ResultSettings settings(
      Set<OutputKind> kinds, Map<String, DestinationOutputs> destinations) {
    return settings(kinds, destinations, false);
  }

  private static ResultSettings settings(
      Set<OutputKind> kinds, Map<String, DestinationOutputs> destinations, boolean notes) {
    return new ResultSettings(
        "NODE3D",
        "for research",
        RunOrder.DEFAULT_DESCRIPTION,
        notes,
        ZoneOffset.UTC,
        Map.of("head", new ProtocolOutputs(kinds, SurfaceSettings.DEFAULT)),
        destinations);
  }

  private static Map<String, byte[]> made(JobFixture fixture, ResultSettings settings)
      throws IOException {
    ReconstructionJob job = fixture.claim();
    assertThat(fixture.pipeline(settings).run(job)).isInstanceOf(StepResult.Done.class);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> written =
        Files.list(fixture.node.store().spool().resultFolder(job.claim()))) {
      for (Path file : written.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
