package org.rotavox.reconstruction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.BeamHardening;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.Engine;
import org.rotavox.recon.FilterWindow;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.VolumeSize;
import org.rotavox.result.OutputKind;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.yaml.YamlMap;

/** The keys of each protocol of {@code protocols.yaml}, and how they are read. */
public final class ProtocolKeys {

  private static final String TOP = "protocols";
  private static final int MAX_COEFFICIENTS = 8;
  private static final int AXES = 3;
  private static final String AUTO = "auto";

  /** Has the defaults. */
  private static final ReconstructionProtocol STANDARD = ReconstructionProtocol.standard();

  public static final Format<OutputKind> OUTPUT_KIND =
      new Format<>(
          "one of "
              + OutputKind.orderable().stream()
                  .map(OutputKind::word)
                  .collect(Collectors.joining(", ")),
          OutputKind::named);

  public static final Key<Integer> MATRIX =
      Key.of(
          "matrix",
          Format.countOr(AUTO, VolumeSize.MAXIMUM_VOXELS),
          AUTO,
          "voxels along x and y; auto = from the voxel size and the field of view");
  public static final Key<Double> VOXEL =
      Key.of(
          "voxel",
          Format.measureOr(AUTO, "mm", 0.01, 20),
          AUTO,
          "edge of a voxel; auto = from the matrix and the field of view");
  static final Key<Integer> SLICES =
      Key.of(
          "slices",
          Format.countOr(AUTO, VolumeSize.MAXIMUM_VOXELS),
          AUTO,
          "voxels along z; auto = as many as `matrix`");
  static final Key<FilterWindow> FILTER =
      Key.of(
          "filter",
          Format.choice(FilterWindow.class),
          Format.word(STANDARD.window()),
          "window of the ramp filter: ramp is the sharpest, hann the smoothest");
  static final Key<Double> CUTOFF =
      Key.of(
          "cutoff",
          Format.number(0.01, 1),
          String.valueOf(STANDARD.cutoff()),
          "frequency where the window ends, as a fraction of the detector's Nyquist frequency");
  static final Key<Truncation> TRUNCATION =
      Key.of(
          "truncation",
          Format.choice(Truncation.class),
          Format.word(STANDARD.truncation()),
          "how rows are continued beyond a detector that is smaller than the object; auto ="
              + " water-cylinder where rows are cut, none where not");
  static final Key<Double> SOFT_TISSUE =
      Key.of(
          "softTissueHu",
          Format.number(-100, 200),
          String.valueOf(STANDARD.softTissueHu()),
          "value that soft tissue is set to where no image of a run shows air; the values are then"
              + " labelled as uncalibrated");
  static final Key<Double> BEAM_HARDENING =
      Key.of(
          "beamHardening",
          Format.number(-1000, 1000),
          "[]",
          "list of the coefficients c1, c2, ... of p' = c1 p + c2 p^2 + ...; empty = no correction");
  static final Key<Boolean> RING_SUPPRESSION =
      Key.of(
          "ringSuppression",
          Format.BOOLEAN,
          String.valueOf(STANDARD.ringSuppression()),
          "even out detector columns and pixels that stand out in all views");
  static final Key<Engine> ENGINE =
      Key.of(
          "engine",
          Format.choice(Engine.class),
          Format.word(STANDARD.engine()),
          "what reconstructs; auto = the device of rotavox.yaml");
  public static final Key<Long> MEMORY_LIMIT =
      Key.of(
          "memoryLimit",
          Format.size(16L << 20, 1L << 42),
          (STANDARD.memoryLimitBytes() >> 30) + " GiB",
          "the most memory that volume and working buffers may take together");

  static final Key<Double> CENTER =
      Key.of(
          "center",
          Format.measure("mm", -1000, 1000),
          "[]",
          "list of x, y, z of the middle of the volume, towards left, back and head; empty = the"
              + " isocentre");
  static final Key<Algorithm> ALGORITHM =
      Key.of(
          "algorithm",
          Format.choice(Algorithm.class),
          Format.word(STANDARD.algorithm()),
          "fdk = filtered back-projection; os-sart = iterative, for few views or a truncated object,"
              + " up to a hundred times slower");

  static final Key<Integer> ITERATIONS =
      Key.of(
          "iterations",
          Format.count(1, Iteration.MOST_ITERATIONS),
          String.valueOf(Iteration.STANDARD.iterations()),
          "passes over all views");
  static final Key<Integer> SUBSETS =
      Key.of(
          "subsets",
          Format.count(1, Iteration.MOST_SUBSETS),
          String.valueOf(Iteration.STANDARD.subsets()),
          "parts into which the views are divided; the volume is corrected after each");
  static final Key<Double> RELAXATION =
      Key.of(
          "relaxation",
          Format.number(0.01, Iteration.MOST_RELAXATION),
          String.valueOf(Iteration.STANDARD.relaxation()),
          "part of each correction that is applied");
  static final Key<Double> TV_WEIGHT =
      Key.of(
          "tvWeight",
          Format.number(0, 1),
          String.valueOf(Iteration.STANDARD.tvWeight()),
          "total variation that is removed after each pass, as a part of what the pass changed;"
              + " 0 = none");

  static final Key<OutputKind> OUTPUTS =
      Key.of(
          "outputs",
          OUTPUT_KIND,
          ProtocolOutputs.DEFAULT.kinds().stream().map(OutputKind::word).toList().toString(),
          "list of what is made for destinations without `outputs`");
  static final Key<OptionalDouble> SURFACE_THRESHOLD =
      Key.of(
          "surfaceThreshold",
          Format.numberOr(AUTO, -1000, 30_000),
          AUTO,
          "what is at least as dense belongs to the surface (stl), in the volume's values; auto ="
              + " by content");
  static final Key<Integer> SURFACE_TRIANGLES =
      Key.of(
          "surfaceTriangles",
          Format.count(1000, 5_000_000),
          String.valueOf(SurfaceSettings.DEFAULT.maxTriangles()),
          "most triangles of the surface (stl)");

  public static final Group OUTPUT =
      new Group(
          TOP,
          "What is made of the volume.",
          List.of(OUTPUTS, SURFACE_THRESHOLD, SURFACE_TRIANGLES));

  static final Key<Double> WATER =
      Key.required(
          "water",
          Format.measure("/mm", 0.0001, 0.9999),
          "measured attenuation of water; makes the values Hounsfield units");
  static final Key<Double> AIR =
      Key.of("air", Format.measure("/mm", 0, 0.9999), "0 /mm", "measured attenuation of air");

  public static final Group PROTOCOL =
      new Group(
          TOP,
          "How runs are reconstructed.",
          List.of(
              MATRIX,
              VOXEL,
              SLICES,
              CENTER,
              ALGORITHM,
              FILTER,
              CUTOFF,
              TRUNCATION,
              SOFT_TISSUE,
              BEAM_HARDENING,
              RING_SUPPRESSION,
              ENGINE,
              MEMORY_LIMIT));

  public static final Group CALIBRATION =
      new Group(
          "calibration",
          "Scale of the values; without it the volume is labelled as uncalibrated.",
          List.of(WATER, AIR));

  public static final Group ITERATIVE =
      new Group(
          "iterative",
          "Settings of `algorithm: os-sart`.",
          List.of(ITERATIONS, SUBSETS, RELAXATION, TV_WEIGHT));

  private ProtocolKeys() {}

  /** Returns the protocols that have no fault, by their names. */
  public static Map<String, ReconstructionProtocol> read(Section file) {
    file.allow(List.of(TOP));
    Section all = file.section(TOP);
    Map<String, ReconstructionProtocol> protocols = new LinkedHashMap<>();
    for (YamlMap.Entry entry : all.map().entries()) {
      String name = entry.key();
      if (Format.NAME.parse(name).isEmpty()) {
        all.contradiction(
            name, "`" + name + "` must be " + Format.NAME.expected(), "rename the protocol");
      }
      protocol(name, all.section(name)).ifPresent(protocol -> protocols.put(name, protocol));
    }
    if (all.map().entries().isEmpty()) {
      file.contradiction(TOP, "no reconstruction protocol is defined", "define at least one");
    }
    return protocols;
  }

  /** Returns the names of all protocols, also of those with faults. */
  public static Set<String> names(Section file) {
    return file.section(TOP).map().entries().stream()
        .map(YamlMap.Entry::key)
        .collect(Collectors.toSet());
  }

  private static Optional<ReconstructionProtocol> protocol(String name, Section section) {
    List<String> allowed = new ArrayList<>(PROTOCOL.names());
    allowed.add(CALIBRATION.name());
    allowed.add(ITERATIVE.name());
    allowed.addAll(OUTPUT.names());
    section.allow(allowed);
    int before = section.reading().faults().count();
    VolumeSize volume =
        new VolumeSize(
            section.orDefault(MATRIX),
            section.orDefault(VOXEL),
            section.orDefault(SLICES),
            center(section));
    FilterWindow window = section.orDefault(FILTER);
    double cutoff = section.orDefault(CUTOFF);
    Truncation truncation = section.orDefault(TRUNCATION);
    double softTissueHu = section.orDefault(SOFT_TISSUE);
    BeamHardening beamHardening = beamHardening(section);
    boolean rings = section.orDefault(RING_SUPPRESSION);
    Engine engine = section.orDefault(ENGINE);
    long memoryLimit = section.orDefault(MEMORY_LIMIT);
    Calibration calibration = calibration(section);
    Algorithm algorithm = section.orDefault(ALGORITHM);
    Iteration iteration = iteration(section);
    if (section.reading().faults().count() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new ReconstructionProtocol(
            name,
            volume,
            window,
            cutoff,
            truncation,
            beamHardening,
            rings,
            engine,
            memoryLimit,
            calibration,
            algorithm,
            iteration,
            softTissueHu));
  }

  /** Returns what each protocol makes of its volumes, by its name. */
  public static Map<String, ProtocolOutputs> outputs(Section file) {
    Section all = file.section(TOP);
    Map<String, ProtocolOutputs> outputs = new LinkedHashMap<>();
    for (YamlMap.Entry entry : all.map().entries()) {
      Section section = all.section(entry.key());
      List<OutputKind> kinds = section.values(OUTPUTS);
      SurfaceSettings surface =
          new SurfaceSettings(
              section.orDefault(SURFACE_THRESHOLD),
              SurfaceSettings.DEFAULT.smoothingRounds(),
              section.orDefault(SURFACE_TRIANGLES),
              SurfaceSettings.DEFAULT.minPartMm3());
      outputs.put(
          entry.key(),
          new ProtocolOutputs(
              kinds.isEmpty() ? ProtocolOutputs.DEFAULT.kinds() : Set.copyOf(kinds), surface));
    }
    return outputs;
  }

  private static BeamHardening beamHardening(Section section) {
    List<Double> coefficients = section.values(BEAM_HARDENING);
    if (coefficients.size() > MAX_COEFFICIENTS) {
      section.contradiction(
          BEAM_HARDENING.name(),
          "more than " + MAX_COEFFICIENTS + " coefficients of beam hardening",
          "leave out the highest powers");
      return BeamHardening.NONE;
    }
    return new BeamHardening(coefficients);
  }

  private static Vector3 center(Section section) {
    List<Double> places = section.values(CENTER);
    if (places.isEmpty()) {
      return Vector3.ORIGIN;
    }
    if (places.size() != AXES) {
      section.contradiction(
          CENTER.name(),
          places.size() + " places for " + AXES + " axes",
          "write x, y and z, for example [10 mm, 0 mm, -20 mm]");
      return Vector3.ORIGIN;
    }
    return new Vector3(places.get(0), places.get(1), places.get(2));
  }

  private static Iteration iteration(Section protocol) {
    if (protocol.map().get(ITERATIVE.name()).isEmpty()) {
      return Iteration.STANDARD;
    }
    Section section = protocol.section(ITERATIVE);
    return new Iteration(
        section.orDefault(ITERATIONS),
        section.orDefault(SUBSETS),
        section.orDefault(RELAXATION),
        section.orDefault(TV_WEIGHT));
  }

  private static Calibration calibration(Section protocol) {
    if (protocol.map().get(CALIBRATION.name()).isEmpty()) {
      return Calibration.UNCALIBRATED;
    }
    Section section = protocol.section(CALIBRATION);
    Optional<Double> water = section.value(WATER);
    Optional<Double> air = section.value(AIR);
    if (water.isEmpty() || air.isEmpty()) {
      return Calibration.UNCALIBRATED;
    }
    if (water.get() - air.get() < 1e-5) {
      section.contradiction(
          AIR.name(), "air attenuates as much as water", "exchange the two values");
      return Calibration.UNCALIBRATED;
    }
    return new Calibration(water.get(), air.get(), ValueScale.HOUNSFIELD);
  }
}
