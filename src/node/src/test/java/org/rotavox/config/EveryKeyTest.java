package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.acquisition.StationKeys;
import org.rotavox.notify.NotificationKeys;
import org.rotavox.notify.Occasion;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.reconstruction.DestinationOutputs;
import org.rotavox.reconstruction.EngineSettings;
import org.rotavox.reconstruction.ProtocolKeys;
import org.rotavox.reconstruction.ProtocolOutputs;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.send.DestinationKeys;
import org.rotavox.send.SendingOptions;
import org.rotavox.settings.EffectiveSetting;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.tls.TlsKeys;

/** Every key that a package has is read from its file, once, and has one default. */
class EveryKeyTest {

  /** Every section that there is, with its required keys alone. */
  private static final String NODE_FILE =
      """
      node:
        tls: {keyStore: a, keyStorePassword: b, trustStore: c, trustStorePassword: d}
      destinations:
        - name: PACS
          aeTitle: PACS
          host: pacs
          port: 104
          tls: {trustStore: c, trustStorePassword: d}
      notifications:
        webhooks: [{name: hook, url: 'https://host/'}]
        mails: [{name: mail, host: host, from: a@b, to: c@d}]
      stations:
        - {name: room, match: {}}
      """;

  private static final String PROTOCOL_FILE =
      """
      protocols:
        head-3dra: {iterative: {}, calibration: {water: 0.02 /mm}}
        plain: {}
      """;

  private static final List<Place> PLACES =
      Stream.concat(
              NodeFile.SECTIONS.stream().map(section -> new Place(section.name(), section)),
              Stream.of(
                  new Place("node.tls", TlsKeys.NODE),
                  new Place("destinations.PACS", DestinationKeys.DESTINATION),
                  new Place("destinations.PACS.tls", TlsKeys.DESTINATION),
                  new Place("notifications.webhooks.hook", NotificationKeys.WEBHOOK),
                  new Place("notifications.mails.mail", NotificationKeys.MAIL),
                  new Place("stations.room", StationKeys.STATION),
                  new Place("stations.room.match", StationKeys.MATCH),
                  new Place("protocols.head-3dra", ProtocolKeys.PROTOCOL),
                  new Place("protocols.head-3dra", ProtocolKeys.OUTPUT),
                  new Place("protocols.head-3dra.iterative", ProtocolKeys.ITERATIVE),
                  new Place("protocols.head-3dra.calibration", ProtocolKeys.CALIBRATION)))
          .toList();

  private final Path folder;

  EveryKeyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /**
   * Where the keys of a group are in the files above.
   *
   * @param path of the section
   * @param group the keys
   */
  private record Place(String path, Group group) {

    Stream<String> paths() {
      return group.names().stream().map(name -> path + "." + name);
    }
  }

  private Configuration.Loaded load() throws IOException, ConfigurationFaults {
    Files.copy(Path.of("config", "rules.yaml"), folder.resolve("rules.yaml"));
    Files.writeString(folder.resolve("rotavox.yaml"), NODE_FILE);
    Files.writeString(folder.resolve("protocols.yaml"), PROTOCOL_FILE);
    return Configuration.load(folder, Map.of());
  }

  @Test
  void everyKeyThatAPackageHasIsInAGroupOfTheConfiguration() {
    Set<Object> composed = new HashSet<>();
    PLACES.forEach(place -> composed.addAll(place.group().keys()));
    assertThat(constants(Group.class))
        .hasSameElementsAs(PLACES.stream().map(Place::group).toList());
    List<Object> keys = constants(Key.class);
    assertThat(keys).hasSizeGreaterThan(100).hasSameElementsAs(composed);
  }

  @Test
  void everyKeyIsReadOnce() throws Exception {
    List<String> read =
        load().effective().stream()
            .map(EffectiveSetting::path)
            .filter(path -> !path.startsWith("protocols.plain."))
            .toList();
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(PLACES.stream().flatMap(Place::paths).toList());
  }

  @Test
  void whatIsNotWrittenHasTheDefaultOfItsKey() throws Exception {
    List<EffectiveSetting> effective = load().effective();
    for (Place place : PLACES) {
      for (Key<?> key : place.group().keys()) {
        EffectiveSetting setting =
            effective.stream()
                .filter(each -> each.path().equals(place.path() + "." + key.name()))
                .findFirst()
                .orElseThrow();
        if (setting.origin().equals("default")) {
          String fallback = key.shown().apply(key.fallback().orElseThrow());
          assertThat(setting.value())
              .as(setting.path())
              .isEqualTo(fallback.startsWith("[") ? "[]" : fallback);
        }
      }
    }
  }

  @Test
  void theDefaultsOfTheProtocolKeysAreThoseOfTheProtocolsWithoutKeys() throws Exception {
    NodeSettings settings = load().settings();
    assertThat(settings.protocols().get("plain"))
        .isEqualTo(ReconstructionProtocol.standard().withName("plain"));
    assertThat(settings.protocols().get("head-3dra"))
        .extracting(ReconstructionProtocol::iteration)
        .isEqualTo(Iteration.STANDARD);
    assertThat(settings.results().protocols().get("plain")).isEqualTo(ProtocolOutputs.DEFAULT);
  }

  @Test
  void theDefaultsOfTheOtherKeysAreThoseOfTheirRecords() throws Exception {
    NodeSettings settings = load().settings();
    assertThat(settings.engine()).isEqualTo(EngineSettings.AUTOMATIC);
    assertThat(settings.acquisition().unconfirmed())
        .isEqualTo(AcquisitionSettings.of(List.of()).unconfirmed());
    assertThat(settings.destinations().get(0).sending()).isEqualTo(SendingOptions.DEFAULT);
    assertThat(settings.destinations().get(0).confirmation()).isEqualTo(ConfirmationSettings.NONE);
    assertThat(settings.results().destinations().get("PACS")).isEqualTo(DestinationOutputs.DEFAULT);
    assertThat(settings.results())
        .usingRecursiveComparison()
        .comparingOnlyFields("imageComments", "seriesDescription", "failureNotes", "stationName")
        .isEqualTo(ResultSettings.DEFAULT);
    assertThat(settings.notifications().mails().get(0).occasions()).contains(Occasion.values());
  }

  /** Returns the constants of a type that the classes of the node have. */
  private static List<Object> constants(Class<?> type) {
    List<Object> constants = new ArrayList<>();
    for (JavaField field : fields(type)) {
      constants.add(valueOf(field.reflect()));
    }
    return constants;
  }

  private static List<JavaField> fields(Class<?> type) {
    return new ClassFileImporter()
        .importPath(Path.of("src/node/target/classes")).stream()
            .flatMap(each -> each.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getRawType().isEquivalentTo(type))
            .toList();
  }

  private static Object valueOf(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
