package org.rotavox.collect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rotavox.dicom.AeTitle;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.yaml.YamlMap;

/** The keys of the section {@code collect}, and how they are read. */
public final class CollectKeys {

  private static final String QUIET_TIMES = "quietTimes";
  private static final String EXPECTED_FRAMES = "expectedFrames";

  private static final Duration MS_10 = Duration.ofMillis(10);
  private static final Duration DAY = Duration.ofDays(1);

  static final Key<Duration> QUIET_TIME =
      Key.of(
          "quietTime",
          Format.duration(MS_10, DAY),
          "10 s",
          "a run of single frames that do not state their number is complete when nothing came"
              + " for this long");

  static final Key<Duration> MAXIMUM_WAIT =
      Key.of(
          "maximumWait",
          Format.duration(MS_10, DAY),
          "10 min",
          "a run is closed this long after its first frame even if more keeps coming, or announced"
              + " frames are missing");

  static final Key<LateArrivals> LATE_ARRIVALS =
      Key.of(
          "lateArrivals",
          Format.choice(LateArrivals.class),
          "hold",
          "what becomes of instances that come after the job of their run began: hold = a person"
              + " decides; reconstruct = one more series of all instances together; supersede = the"
              + " same, and what the earlier job has not delivered yet is given up");

  public static final Group COLLECT =
      new Group(
          "collect",
          "When a run counts as complete.",
          List.of(QUIET_TIME, MAXIMUM_WAIT, LATE_ARRIVALS));

  private CollectKeys() {}

  /** Reads the section. */
  public static CollectSettings read(Section file) {
    Section collect = file.section(COLLECT, QUIET_TIMES, EXPECTED_FRAMES);
    Optional<Duration> quiet = collect.value(QUIET_TIME);
    Optional<Duration> most = collect.value(MAXIMUM_WAIT);
    collect.ordered(QUIET_TIME, quiet, MAXIMUM_WAIT, most);
    return new CollectSettings(
        quiet.orElse(Duration.ZERO),
        bySource(collect.section(QUIET_TIMES), CollectKeys::quietTimeOf),
        bySource(collect.section(EXPECTED_FRAMES), CollectKeys::expectedFramesOf),
        most.orElse(Duration.ZERO),
        collect.orDefault(LATE_ARRIVALS));
  }

  private static Key<Duration> quietTimeOf(String source) {
    return new Key<>(source, QUIET_TIME.format(), QUIET_TIME.fallback(), QUIET_TIME.meaning());
  }

  private static Key<Integer> expectedFramesOf(String source) {
    return Key.of(
        source, Format.countOr("unknown", 100_000), "unknown", "frames of every run of a source");
  }

  /** Reads one value for each of some sources. */
  private static <T> Map<AeTitle, T> bySource(Section section, Function<String, Key<T>> keyOf) {
    Map<AeTitle, T> values = new LinkedHashMap<>();
    for (YamlMap.Entry entry : section.map().entries()) {
      Optional<AeTitle> source = Format.AE_TITLE.parse(entry.key());
      if (source.isEmpty()) {
        section.contradiction(
            entry.key(),
            "`" + entry.key() + "` must be " + Format.AE_TITLE.expected(),
            "name the calling AE title of the source");
      }
      Optional<T> value = section.value(keyOf.apply(entry.key()));
      if (source.isPresent() && value.isPresent()) {
        values.put(source.get(), value.get());
      }
    }
    return values;
  }
}
