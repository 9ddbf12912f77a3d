package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.AeTitle;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.Engine;
import org.rotavox.recon.FilterWindow;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.VolumeSize;
import org.rotavox.send.DestinationSettings;
import org.rotavox.settings.EffectiveSetting;

class ConfigurationTest {

  private static final String DESTINATION =
      """
      destinations:
        - name: PACS
          aeTitle: ARCHIVE
          host: 10.0.0.7
          port: 104
      """;

  private final Path folder;

  ConfigurationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private NodeSettings load(String node) throws IOException, ConfigurationFaults {
    return loaded(node, Map.of()).settings();
  }

  private Configuration.Loaded loaded(String node, Map<String, String> environment)
      throws IOException, ConfigurationFaults {
    Configuration.writeDefaults(folder);
    Files.writeString(folder.resolve("rotavox.yaml"), node);
    return Configuration.load(folder, environment);
  }

  @Test
  void theFilesOfAFreshInstallSayWhatHoldsWithoutThem() throws Exception {
    List<EffectiveSetting> fresh = Configuration.load(Path.of("config"), Map.of()).effective();
    List<EffectiveSetting> bare = loaded(DESTINATION, Map.of()).effective();
    for (EffectiveSetting setting : bare) {
      if (setting.origin().equals("default")) {
        assertThat(fresh)
            .as(setting.path())
            .filteredOn(s -> s.path().equals(setting.path()))
            .allSatisfy(s -> assertThat(s.value()).isEqualTo(setting.value()));
      }
    }
    assertThat(bare).filteredOn(s -> s.origin().equals("default")).hasSizeGreaterThan(25);
  }

  @Test
  void aFreshInstallIsReady() throws Exception {
    NodeSettings settings = Configuration.load(Path.of("config"));
    assertThat(settings.receive().aeTitle()).isEqualTo(new AeTitle("ROTAVOX"));
    assertThat(settings.receive().port()).isEqualTo(11112);
    assertThat(settings.store().dataFolder())
        .isEqualTo(Path.of("config/data").toAbsolutePath().normalize());
    assertThat(settings.protocols()).containsOnlyKeys("head-3dra", "head-hires", "body");
    assertThat(settings.protocols().get("head-3dra"))
        .as("the shipped file says the defaults, but for matrix and filter")
        .isEqualTo(
            ReconstructionProtocol.standard()
                .withName("head-3dra")
                .withVolume(new VolumeSize(256, 0))
                .withFilter(FilterWindow.SHEPP_LOGAN, 1));
    assertThat(settings.destinations())
        .extracting(DestinationSettings::name)
        .containsExactly("PACS");
    assertThat(settings.destinations()).extracting(DestinationSettings::port).containsExactly(4242);
    assertThat(settings.rules().rules()).hasSize(3);
  }

  @Test
  void theDefaultsTravelWithTheProgramAndNeverReplaceAFile() throws Exception {
    Path own = Files.writeString(folder.resolve("rules.yaml"), "rules: []\n");
    assertThat(Configuration.writeDefaults(folder)).hasSize(4).doesNotContain(own);
    assertThat(Files.readString(own)).isEqualTo("rules: []\n");
    assertThat(folder.resolve("rotavox.yaml"))
        .hasSameBinaryContentAs(Path.of("config/rotavox.yaml"));
    assertThat(Configuration.writeDefaults(folder)).isEmpty();
  }

  @Test
  void everyUnitIsRead() throws Exception {
    NodeSettings settings =
        load(
            """
            node: {maxPduSize: 64 KiB, idleTimeout: 1.5 min, acceptedCallingAeTitles: [A, B]}
            store: {dataFolder: ../data, minimumFree: 100 MB, keepIgnored: 36 h}
            collect: {quietTime: 200 ms, maximumWait: 1 day}
            schedule: {tick: 200ms, timeZone: Europe/Berlin, windows: {night: "* * 20-23 ? * *"}}
            engine: {device: cpu, cpuThreads: 3}
            """
                + DESTINATION);
    assertThat(settings.receive().maxPduBytes()).isEqualTo(65536);
    assertThat(settings.receive().idleTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.receive().acceptedCallingAeTitles())
        .containsExactly(new AeTitle("A"), new AeTitle("B"));
    assertThat(settings.store().minimumFreeBytes()).isEqualTo(100_000_000);
    assertThat(settings.store().ignored().keep()).isEqualTo(Duration.ofHours(36));
    assertThat(settings.store().dataFolder())
        .isEqualTo(folder.resolveSibling("data").toAbsolutePath().normalize());
    assertThat(settings.collect().quietTime()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.schedule().tick()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.schedule().windows()).containsEntry("night", List.of("* * 20-23 ? * *"));
    assertThat(settings.engine().engine()).isEqualTo(Engine.CPU);
    assertThat(settings.engine().cpuThreads()).isEqualTo(3);
  }

  @Test
  void theNodeIntroducesItselfByItsOwnTitleUnlessADestinationSaysOtherwise() throws Exception {
    String other = DESTINATION.replace("name: PACS", "name: OTHER").replace("destinations:\n", "");
    NodeSettings settings =
        load("node: {aeTitle: HERE}\n" + DESTINATION + other + "    callingAeTitle: THERE\n");
    assertThat(settings.destinations())
        .extracting(DestinationSettings::callingAeTitle)
        .containsExactly(new AeTitle("HERE"), new AeTitle("THERE"));
  }

  @Test
  void whatComesFromTheEnvironmentIsUsedButNeverShown() throws Exception {
    Configuration.Loaded loaded =
        loaded("node: {aeTitle: \"${ENV:SITE}_3D\"}\n" + DESTINATION, Map.of("SITE", "CLINIC"));
    assertThat(loaded.settings().receive().aeTitle()).isEqualTo(new AeTitle("CLINIC_3D"));
    assertThat(loaded.effective())
        .contains(new EffectiveSetting("node.aeTitle", "********", "environment SITE"))
        .noneMatch(setting -> setting.value().contains("CLINIC"));
  }

  @Test
  void everySettingNamesItsOrigin() throws Exception {
    List<EffectiveSetting> effective =
        loaded("node:\n  port: 104\n" + DESTINATION, Map.of()).effective();
    assertThat(effective)
        .contains(
            new EffectiveSetting("node.port", "104", "rotavox.yaml:2"),
            new EffectiveSetting("node.aeTitle", "ROTAVOX", "default"),
            new EffectiveSetting("destinations.PACS.port", "104", "rotavox.yaml:7"));
    assertThat(effective.get(0).path()).isEqualTo("node.aeTitle");
  }

  @Test
  void aProtocolIsReadWholly() throws Exception {
    Configuration.writeDefaults(folder);
    Files.writeString(
        folder.resolve("protocols.yaml"),
        """
        protocols:
          head-3dra:
            matrix: 96
            voxel: 1.6 mm
            slices: 64
            center: [10 mm, 0 mm, -20.5 mm]
            algorithm: os-sart
            iterative: {iterations: 30, subsets: 5, relaxation: 0.8, tvWeight: 0}
            filter: hann
            cutoff: 0.8
            truncation: water-cylinder
            beamHardening: [1, 0.02]
            ringSuppression: true
            engine: cpu
            memoryLimit: 1 GiB
            calibration: {water: 0.0206 /mm, air: 0.0001 /mm}
          plain: {}
        """);
    Map<String, ReconstructionProtocol> protocols = Configuration.load(folder).protocols();
    ReconstructionProtocol head = Objects.requireNonNull(protocols.get("head-3dra"));
    assertThat(head.name()).isEqualTo("head-3dra");
    assertThat(head.volume().voxels()).isEqualTo(96);
    assertThat(head.volume().voxelMm()).isEqualTo(1.6);
    assertThat(head.volume().slices()).isEqualTo(64);
    assertThat(head.volume().center()).isEqualTo(new Vector3(10, 0, -20.5));
    assertThat(head.algorithm()).isEqualTo(Algorithm.OS_SART);
    assertThat(head.iteration()).isEqualTo(new Iteration(30, 5, 0.8, 0));
    assertThat(head.window()).isEqualTo(FilterWindow.HANN);
    assertThat(head.cutoff()).isEqualTo(0.8);
    assertThat(head.beamHardening().coefficients()).containsExactly(1.0, 0.02);
    assertThat(head.ringSuppression()).isTrue();
    assertThat(head.memoryLimitBytes()).isEqualTo(1L << 30);
    assertThat(head.calibration().waterPerMm()).isEqualTo(0.0206);
    assertThat(head.calibration().scale()).isEqualTo(ValueScale.HOUNSFIELD);
    assertThat(protocols.get("plain"))
        .isEqualTo(ReconstructionProtocol.standard().withName("plain"));
  }

  @Test
  void aStationIsReadWholly() throws Exception {
    NodeSettings settings =
        load(
            """
            stations:
              - name: old
                match: {stationName: ANGIO*, manufacturer: ACME}
                sourceToDetectorMm: 1200
                sourceToIsocenterMm: 785.5
                overridesHeader: true
                angleReading: constant-step
                intensityReading: linear-inverted
                sideCar: geometry
                sideCarAxes: LSA
                sideCarImage: rows-reversed
                unconfirmed: accept
            acquisition:
              unconfirmed: refuse
            """
                + DESTINATION);
    assertThat(settings.acquisition().unconfirmed().name()).isEqualTo("REFUSE");
    var station = settings.acquisition().stations().get(0);
    assertThat(station.name()).isEqualTo("old");
    assertThat(station.match().stationName()).isEqualTo("ANGIO*");
    assertThat(station.geometry().sourceToIsocenterMm()).hasValue(785.5);
    assertThat(station.geometry().rowSpacingMm()).isEmpty();
    assertThat(station.geometry().overridesHeader()).isTrue();
    assertThat(station.reading().angles().orElseThrow().name()).isEqualTo("CONSTANT_STEP");
    assertThat(station.reading().intensity().orElseThrow().name()).isEqualTo("LINEAR_INVERTED");
    assertThat(station.sideCar().orElseThrow().path())
        .isEqualTo(folder.resolve("geometry").toAbsolutePath().normalize());
    assertThat(station.reading().unconfirmed().orElseThrow().name()).isEqualTo("ACCEPT");
    assertThat(station.sideCar().orElseThrow().axes().orElseThrow().name()).isEqualTo("LSA");
  }
}
