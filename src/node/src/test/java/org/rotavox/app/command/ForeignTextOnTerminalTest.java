package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.app.node.Node;
import org.rotavox.config.Configuration;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.support.FreePort;

/** Every command over a run whose every text element steers a terminal that believes it. */
class ForeignTextOnTerminalTest {

  private static final String HOSTILE =
      "x\r\nFORGED a line\u0007\u001b[31mred\u001b]0;t\u0007\u009b2J\u0085\u202eo\u2066i\u200fz";

  /** What a header writes freely; codes and numbers decide whether it is a run at all. */
  private static final Set<VR> FREE = EnumSet.of(VR.LO, VR.SH, VR.ST, VR.LT, VR.PN, VR.UC, VR.UT);

  private static final int[] MORE = {
    Tag.StationName, Tag.SeriesDescription, Tag.StudyDescription, Tag.ProtocolName,
    Tag.InstitutionName, Tag.Manufacturer, Tag.ManufacturerModelName, Tag.PatientName,
    Tag.PatientID, Tag.AccessionNumber, Tag.StudyID, Tag.SoftwareVersions
  };

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path config;
  private Path run;
  private Path codes;
  private int port;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    config = Files.createDirectories(folder.resolve("config"));
    port = FreePort.next();
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        node: {bindAddress: 127.0.0.1, port: %d}
        store: {dataFolder: ../data, minimumFree: 100 MB}
        schedule: {tick: 50 ms, timeZone: UTC}
        engine: {device: cpu}
        maintenance: {destinationCheck: off}
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: %d}
        """
            .formatted(port, FreePort.next()));
    Files.writeString(
        config.resolve("protocols.yaml"),
        "protocols: {head: {matrix: 32, voxel: 4.8 mm, calibration: {water: 0.0206 /mm}}}\n");
    Files.writeString(
        config.resolve("rules.yaml"),
        """
        rules:
          - {name: other, when: 'stationName == "x" && dicom("StudyDescription") != ""', ignore: no}
          - name: head
            when: modality == "XA" && stationName.startsWith("x") && dicom("StudyID") != "7"
            reconstruct:
              {protocol: head, destinations: PACS, seriesDescription: '{seriesDescription} 3D'}
        """);
    run = write("run.dcm", FREE);
    Set<VR> all = EnumSet.copyOf(FREE);
    all.add(VR.CS);
    all.add(VR.DS);
    all.add(VR.IS);
    codes = write("codes\nFORGED\u001b[31m.dcm", all);
    node = Node.start(Configuration.load(config), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Path write(String name, Set<VR> kinds) throws IOException {
    Path file = folder.resolve(name);
    new SimulatedRun(
            SimulationOptions.standard()
                .frames(60)
                .detector(32, 32, 6.4, 6.4)
                .edited(header -> poison(header, kinds)))
        .writeTo(file);
    return file;
  }

  private static void poison(DataSet header, Set<VR> kinds) {
    header.setString(Tag.SpecificCharacterSet, "ISO_IR 192");
    byte[] hostile = HOSTILE.getBytes(StandardCharsets.UTF_8); // longer than its VRs allow
    for (int tag : MORE) {
      header.setBytes(tag, Dictionary.vrOf(tag), hostile);
    }
    for (int tag : header.tags()) {
      if (tag != Tag.SpecificCharacterSet && header.vrOf(tag).filter(kinds::contains).isPresent()) {
        header.setBytes(tag, header.vrOf(tag).orElseThrow(), hostile);
      }
    }
  }

  @Test
  void noCommandPrintsWhatSteersATerminal() throws IOException {
    String peer = "ROTAVOX@127.0.0.1:" + port;
    List<CommandRun> runs = new ArrayList<>();
    runs.add(printable("inspect", "--full", run.toString(), codes.toString()));
    runs.add(printable("inspect", "--full", "--json", run.toString(), codes.toString()));
    runs.add(printable("inspect", folder.toString()));
    runs.add(printable("rules", "explain", "--config", "" + config, "" + run, "" + codes));
    runs.add(printable("rules", "explain", "--json", "--config", "" + config, run.toString()));
    runs.add(printable("reconstruct", run.toString(), "-o", folder.resolve("volume").toString()));
    runs.add(printable("reconstruct", codes.toString(), "-o", folder.resolve("none").toString()));
    runs.add(printable("reconstruct", folder.toString(), "-o", folder.resolve("some").toString()));
    runs.add(printable("echo", peer));
    runs.add(printable("send", peer, run.toString(), codes.toString()));
    Awaitility.await().atMost(PATIENCE).until(() -> node("jobs", "list").out().contains("done"));
    for (String command :
        List.of(
            "status",
            "jobs list",
            "jobs list --runs",
            "jobs show 1",
            "rules status",
            "rules history",
            "rules check",
            "rules replay --file " + config.resolve("rules.yaml"))) {
      runs.add(node(command.split(" ")));
      if (!command.endsWith("status") && !command.endsWith("check")) {
        runs.add(node((command + " --json").split(" ")));
      }
    }
    runs.add(printable("inspect", folder + "/absent\nFORGED\u001b[31m"));
    runs.add(printable("insp\nFORGED\u001b[31m", "x"));
    runs.add(printable("config", "check", folder + "/absent\nFORGED\u001b[31m"));
    assertThat(runs).hasSizeGreaterThan(20);
    assertThat(runs.get(0).out()).contains("x\\u000D\\u000AFORGED a line\\u0007");
    assertThat(runs.get(3).out()).contains("FORGED");
  }

  private CommandRun node(String... command) {
    List<String> full = new ArrayList<>(List.of(command));
    full.addAll(List.of("--config", config.toString()));
    return printable(full.toArray(String[]::new));
  }

  private static CommandRun printable(String... command) {
    CommandRun ran = CommandRun.of(command);
    for (String text : List.of(ran.out(), ran.err())) {
      String as = String.join(" ", command);
      assertThat(text.lines().filter(line -> line.strip().startsWith("FORGED"))).as(as).isEmpty();
      assertThat(text.chars().filter(c -> HOSTILE.indexOf(c) >= 0 && !isPlain(c))).as(as).isEmpty();
    }
    return ran;
  }

  /** A line feed is one of ours unless it brings a forged line. */
  private static boolean isPlain(int c) {
    return c == '\n' || (c >= ' ' && c <= '~');
  }
}
