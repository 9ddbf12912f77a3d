package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.result.MetaImage;

/**
 * The main job, end to end: DCMTK's storescu plays the angio suite, Orthanc plays the PACS, the
 * projections and the truth come from a generator that shares no code with this project.
 */
class MainJobIT {

  private static final Path PHANTOMS = Path.of("integration-tests/phantoms").toAbsolutePath();
  private static final Duration ONE_RUN = Duration.ofSeconds(90);
  private static final int SLICES = 96;

  @TempDir private Path folder;
  private Orthanc pacs;
  private NodeProcess node;

  @BeforeEach
  void startPacsAndNode() throws IOException {
    pacs = Orthanc.start(folder.resolve("pacs"));
    node = NodeProcess.start(folder, pacs.dicomPort());
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
    if (pacs != null) {
      pacs.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"small-offset.dcm, -x=", "small-absolute-jpegll.dcm, -xs"})
  void rotationalRunBecomesOneCtSeriesInTheSameStudy(String phantom, String proposedSyntax)
      throws Exception {
    store(PHANTOMS.resolve(phantom), proposedSyntax);
    String series = awaitTheSeries();

    List<Path> slices = pacs.fetchSeries(series, folder.resolve("slices"));
    assertThat(slices).hasSize(SLICES);
    assertSamePatientAndStudy(PHANTOMS.resolve(phantom), series);
    assertValid(slices);

    MetaImage volume = Plastimatch.converted(folder.resolve("slices"), folder);
    assertThat(volume.size()).containsExactly(SLICES, SLICES, SLICES);
    Truth truth = Truth.small();
    for (int axis = 0; axis < 3; axis++) {
      assertThat(volume.position(axis, 0))
          .as("first voxel, axis " + axis)
          .isCloseTo(truth.position(0), org.assertj.core.api.Assertions.within(1e-3));
    }
    Marker.LEFT_ANTERIOR_CRANIAL.assertInPlace(volume, 1.6);
    Marker.LEFT_ANTERIOR_CRANIAL.assertMirroredPlacesEmpty(volume);
    Marker.RIGHT_POSTERIOR_CAUDAL.assertInPlace(volume, 1.6);
    Marker.RIGHT_POSTERIOR_CAUDAL.assertMirroredPlacesEmpty(volume);
    Truth.Difference difference = truth.compare(volume, 40);
    System.out.printf(
        "%s: RMSE %.1f HU, bias %+.1f HU inside r < 40 mm%n",
        phantom, difference.rmseHu(), difference.biasHu());
    assertThat(difference.rmseHu()).as("RMSE inside r < 40 mm").isLessThanOrEqualTo(37.6 * 1.03);
    assertThat(Math.abs(difference.biasHu()))
        .as("bias inside r < 40 mm")
        .isLessThanOrEqualTo(2.0 * 1.03);
  }

  @Test
  void sendingTheSameObjectTwiceMakesOneSeries() throws Exception {
    store(PHANTOMS.resolve("small-offset.dcm"), "-x=");
    store(PHANTOMS.resolve("small-offset.dcm"), "-x=");
    awaitTheSeries();
    store(PHANTOMS.resolve("small-offset.dcm"), "-x=");
    assertThat(count("same content")).as("a line a minute").isBetween(1L, 2L);
    assertThat(NodeProcess.run(folder, "status", "--config", node.config().toString()).text())
        .contains("besides 2 repeats");
    assertNoSecondSeries();
  }

  @Test
  void killedAfterTheAcknowledgementItStillDeliversOnce() throws Exception {
    store(PHANTOMS.resolve("small-offset.dcm"), "-x=");
    node.kill();
    assertThat(pacs.instances()).isLessThan(SLICES);
    node.restart();
    awaitTheSeries();
    assertNoSecondSeries();
  }

  @Test
  void killedInTheMiddleOfTheDeliveryItCompletesTheSeries() throws Exception {
    store(PHANTOMS.resolve("small-offset.dcm"), "-x=");
    Awaitility.await()
        .atMost(ONE_RUN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> pacs.instances() > 0);
    node.kill();
    node.restart();
    awaitTheSeries();
    assertNoSecondSeries();
  }

  @Test
  void whatIsNotRotationalIsAcceptedAndIgnoredWithAReason() throws Exception {
    Path cine = folder.resolve("cine.dcm");
    Files.copy(PHANTOMS.resolve("small-offset.dcm"), cine);
    run("dcmodify", "-nb", "-ea", "(0018,1520)", "-m", "(0018,1500)=STATIC", cine.toString());
    store(cine, "-x=");
    awaitLog("ignored");
    assertThat(node.log()).contains("the C-arm does not turn");
    assertThat(pacs.instances()).isZero();
  }

  @Test
  void stopsCleanlyOnSigterm() throws Exception {
    assertThat(node.terminate()).isIn(0, 143);
    assertThat(node.log()).contains("stopped");
  }

  /** Local check with a public sample that may not be copied into the project. */
  @Test
  void realStaticCineIsAcceptedAndIgnoredWithAReason() throws Exception {
    Path sample = Path.of("../shared/data/real/static-cine-96f-jpegbaseline.dcm");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(sample), "sample not here");
    store(sample.toAbsolutePath(), "-xy");
    awaitLog("ignored");
    System.out.println(
        node.log().lines().filter(l -> l.contains("ignored")).findFirst().orElse(""));
    assertThat(pacs.instances()).isZero();
  }

  private void store(Path file, String proposedSyntax) throws Exception {
    run(
        "storescu",
        proposedSyntax,
        "-aet",
        "ANGIO1",
        "-aec",
        "ROTAVOX",
        "127.0.0.1",
        Integer.toString(node.port()),
        file.toString());
  }

  private PeerProcess.Output run(String... command) throws Exception {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as(String.join(" ", command) + "\n" + output.text()).isZero();
    return output;
  }

  private String awaitTheSeries() {
    Awaitility.await("a complete series in the PACS")
        .atMost(ONE_RUN)
        .pollInterval(Duration.ofMillis(200))
        .failFast("the node has given up:\n" + node.log(), () -> node.log().contains("given up"))
        .until(() -> pacs.instances() >= SLICES);
    try {
      assertThat(pacs.series()).as("one series, not two").hasSize(1);
      return pacs.series().get(0);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitLog(String text) {
    Awaitility.await("\"" + text + "\" in the log")
        .atMost(ONE_RUN)
        .until(() -> node.log().contains(text));
  }

  private long count(String text) {
    return node.log().lines().filter(line -> line.contains(text)).count();
  }

  /** A second series would come within some seconds; the first one took no longer. */
  private void assertNoSecondSeries() {
    Awaitility.await("one series all the time")
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(6))
        .until(() -> pacs.series().size() == 1 && pacs.instances() == SLICES);
  }

  private void assertSamePatientAndStudy(Path source, String series) throws Exception {
    JsonNode slice =
        pacs.get(
            "/instances/"
                + pacs.get("/series/" + series + "/instances").get(0).get("ID").asText()
                + "/simplified-tags");
    for (String keyword :
        List.of(
            "PatientID",
            "PatientName",
            "PatientBirthDate",
            "PatientSex",
            "StudyInstanceUID",
            "StudyID",
            "StudyDate",
            "AccessionNumber")) {
      assertThat(slice.path(keyword).asText().strip())
          .as(keyword)
          .isEqualTo(valueOf(source, keyword));
    }
    assertThat(slice.get("Modality").asText()).isEqualTo("CT");
    assertThat(slice.get("SeriesInstanceUID").asText())
        .isNotEqualTo(valueOf(source, "SeriesInstanceUID"));
  }

  private String valueOf(Path file, String keyword) throws Exception {
    String text = run("dcmdump", "-q", "+P", keyword, file.toString()).text();
    int open = text.indexOf('[');
    return open < 0 ? "" : text.substring(open + 1, text.indexOf(']')).strip();
  }

  private void assertValid(List<Path> slices) throws Exception {
    List<String> errors = new ArrayList<>();
    for (Path slice : slices) {
      errors.addAll(PeerProcess.run(folder, "dciodvfy", slice.toString()).linesWith("Error"));
    }
    assertThat(errors).as("dciodvfy").isEmpty();
    List<String> command = new ArrayList<>(List.of("dcentvfy"));
    slices.forEach(slice -> command.add(slice.toString()));
    assertThat(PeerProcess.run(folder, command.toArray(new String[0])).linesWith("Error"))
        .as("dcentvfy")
        .isEmpty();
  }
}
