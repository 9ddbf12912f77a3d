package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.app.command.RootCommand;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;

/**
 * {@code inspect}, {@code reconstruct} and the node say the same of the same file: of whole runs,
 * of runs with harmless damage, and of runs that lack or contradict something.
 */
class AgreementIT {

  private static final Path DAMAGED =
      Path.of("src/node/src/test/resources/org/rotavox/acquisition/damaged").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int FRAMES = 60;

  private static final String RULES =
      """
      rules:
        - name: rotational
          when: rotational
          reconstruct: {protocol: head-3dra, destinations: PACS}
        - name: others
          when: true
          ignore: it does not turn
      """;

  /** It is sent in the transfer syntax that it has, not in the one that it claims. */
  private static final String MENDED_BY_SENDING = "not-deflated.dcm";

  /** The state of a run for which the rules have this outcome. */
  private static final Map<String, String> STATES =
      Map.of("reconstruct", "JOB", "hold", "HELD", "ignore", "IGNORED");

  /** What is done to a whole run with DCMTK's dcmodify: name, arguments. */
  private static final Map<String, List<String>> CHANGES = changes();

  @TempDir private Path folder;

  @Test
  void everyCaseIsSaidTheSameThreeTimes() throws Exception {
    Map<String, Path> cases = cases();
    assertThat(cases.values().stream().map(AgreementIT::series).distinct()).hasSize(cases.size());
    SoftAssertions soft = new SoftAssertions();
    int reconstructed = 0;
    try (NodeProcess node = NodeProcess.start(folder, Ports.free(), RULES)) {
      for (Path file : cases.values()) {
        ok("send", "ROTAVOX@127.0.0.1:" + node.port(), file.toString());
      }
      for (Map.Entry<String, Path> one : cases.entrySet()) {
        JsonNode inside = decided(node, series(one.getValue()));
        JsonNode outside =
            json("rules", "explain", "--json", config(node), one.getValue().toString());
        JsonNode inspected = json("inspect", "--json", one.getValue().toString());
        boolean asked = inspected.path("reconstructable").asBoolean();
        boolean made = reconstruct(one.getKey(), one.getValue());
        boolean ordered = inside.path("outcome").asText().equals("reconstruct");
        System.out.printf(
            "%-30s inspect %-5s reconstruct %-5s serve %s%n",
            one.getKey(), asked, made, inside.path("outcome").asText());
        if (!one.getKey().equals(MENDED_BY_SENDING)) {
          soft.assertThat(comparable(inside)).as(one.getKey()).isEqualTo(comparable(outside));
        }
        soft.assertThat(inside.at("/recorded/state").asText())
            .as("%s: what the node recorded", one.getKey())
            .isEqualTo(STATES.get(inside.path("outcome").asText()));
        soft.assertThat(outside.path("warnings"))
            .as("%s: warnings", one.getKey())
            .isEqualTo(inspected.path("warnings"));
        soft.assertThat(List.of(made, ordered)).as(one.getKey()).containsOnly(asked);
        reconstructed += made ? 1 : 0;
      }
      soft.assertAll();
      assertThat(reconstructed).isBetween(cases.size() / 2, cases.size() - 4);
      assertWarningsAreShown(node, DAMAGED.resolve("jp2-boxes.dcm"));
    }
  }

  private void assertWarningsAreShown(NodeProcess node, Path file) {
    String warning = "the compressed frames are JP2 files: the boxes around them are " + "skipped";
    assertThat(node.log()).contains(warning);
    Awaitility.await("a job that shows the warning")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                IntStream.rangeClosed(1, 20)
                    .mapToObj(job -> here("jobs", "show", "" + job, config(node)).text())
                    .anyMatch(
                        text ->
                            folded(text).contains("warning " + warning)
                                && folded(text).contains("note primary angle as OFFSET possible")));
    assertThat(folded(here("rules", "explain", config(node), file.toString()).text()))
        .contains("warning: " + warning);
  }

  private static String folded(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static String config(NodeProcess node) {
    return "--config=" + node.config();
  }

  private JsonNode decided(NodeProcess node, String series) {
    Awaitility.await(series)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> json("rules", "explain", "--json", config(node), series).has("recorded"));
    return json("rules", "explain", "--json", config(node), series);
  }

  /** Without what must differ: how the run is named, what was recorded, and the present time. */
  private static JsonNode comparable(JsonNode explanation) {
    ObjectNode copy = explanation.deepCopy();
    copy.remove(List.of("run", "recorded"));
    if (copy.path("order") instanceof ObjectNode order) {
      order.remove("nextStart");
    }
    return copy;
  }

  private boolean reconstruct(String name, Path file) {
    PeerProcess.Output made =
        here(
            "reconstruct",
            file.toString(),
            "-o",
            folder.resolve("volume-" + name).toString(),
            "--matrix",
            "16",
            "--engine",
            "cpu");
    return made.exitCode() == 0;
  }

  private Map<String, Path> cases() throws Exception {
    Map<String, Path> cases = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(DAMAGED)) {
      files.sorted().forEach(file -> cases.put(String.valueOf(file.getFileName()), file));
    }
    Path whole = folder.resolve("whole.dcm");
    String frames = Integer.toString(FRAMES);
    ok("simulate", whole.toString(), "--columns", "64", "--rows", "64", "--frames", frames);
    cases.put("whole", whole);
    for (Map.Entry<String, List<String>> change : CHANGES.entrySet()) {
      Path changed = Files.copy(whole, folder.resolve(change.getKey().replace(' ', '-') + ".dcm"));
      String[] command =
          Stream.of(
                  Stream.of("dcmodify", "-nb", "-gin", "-gse"),
                  change.getValue().stream(),
                  Stream.of(changed.toString()))
              .flatMap(words -> words)
              .toArray(String[]::new);
      PeerProcess.Output output = PeerProcess.run(folder, command);
      assertThat(output.exitCode()).as(output.text()).isZero();
      cases.put(change.getKey(), changed);
    }
    return cases;
  }

  private static Map<String, List<String>> changes() {
    String still = IntStream.range(0, FRAMES).mapToObj(i -> "0").collect(Collectors.joining("\\"));
    String jumps =
        IntStream.range(0, FRAMES)
            .mapToObj(i -> Integer.toString(i * 37 % 200))
            .collect(Collectors.joining("\\"));
    Map<String, List<String>> changes = new LinkedHashMap<>();
    changes.put("no distance to the detector", List.of("-e", "(0018,1110)"));
    changes.put("no distances", List.of("-e", "(0018,1110)", "-e", "(0018,1111)"));
    changes.put("no pixel spacing", List.of("-e", "(0018,1164)"));
    changes.put("a still gantry", List.of("-m", "(0018,1520)=" + still));
    changes.put("angles that jump", List.of("-m", "(0018,1520)=" + jumps));
    changes.put("fewer angles than frames", List.of("-m", "(0018,1520)=0\\1\\2\\3"));
    changes.put("no angles", List.of("-e", "(0018,1510)", "-e", "(0018,1520)"));
    changes.put(
        "a recommended mask",
        List.of("-i", "(0028,6100)[0].(0028,6101)=AVG_SUB", "-i", "(0028,1040)=LOG"));
    changes.put("a detector in front of the patient", List.of("-m", "(0018,1110)=700"));
    changes.put("another manufacturer", List.of("-i", "(0008,0070)=SIEMENS"));
    return changes;
  }

  private static String series(Path file) {
    try {
      return DicomFile.read(file).dataSet().getString(Tag.SeriesInstanceUID, "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private JsonNode json(String... arguments) {
    PeerProcess.Output output = here(arguments);
    try {
      return new ObjectMapper().readTree(output.text()).path(0);
    } catch (IOException e) {
      throw new IllegalStateException(output.text(), e);
    }
  }

  private void ok(String... arguments) {
    PeerProcess.Output output = here(arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  private static PeerProcess.Output here(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    int exitCode = RootCommand.commandLine(writer, writer).execute(arguments);
    return new PeerProcess.Output(exitCode, text.toString());
  }
}
