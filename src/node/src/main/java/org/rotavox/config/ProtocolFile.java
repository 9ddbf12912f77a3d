package org.rotavox.config;

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
import org.rotavox.reconstruction.ProtocolOutputs;
import org.rotavox.result.OutputKind;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.settings.Format;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.yaml.YamlMap;

/** Reads {@code protocols.yaml}: reconstruction protocols by name. */
final class ProtocolFile {

  private static final String TOP = "protocols";
  private static final int MAX_COEFFICIENTS = 8;
  private static final int AXES = 3;

  private ProtocolFile() {}

  static Map<String, ReconstructionProtocol> read(Section file) {
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
  static Set<String> names(Section file) {
    return file.section(TOP).map().entries().stream()
        .map(YamlMap.Entry::key)
        .collect(Collectors.toSet());
  }

  private static Optional<ReconstructionProtocol> protocol(String name, Section section) {
    List<String> allowed = new ArrayList<>(ProtocolKeys.MAIN.stream().map(Key::name).toList());
    allowed.add(ProtocolKeys.CALIBRATION.name());
    allowed.add(ProtocolKeys.ITERATIVE.name());
    ProtocolKeys.OUTPUT.forEach(key -> allowed.add(key.name()));
    section.allow(allowed);
    int before = section.reading().faults().count();
    VolumeSize volume =
        new VolumeSize(
            section.value(ProtocolKeys.MATRIX).orElse(0),
            section.value(ProtocolKeys.VOXEL).orElse(0.0),
            section.value(ProtocolKeys.SLICES).orElse(0),
            center(section));
    FilterWindow window = section.value(ProtocolKeys.FILTER).orElse(FilterWindow.RAMP);
    double cutoff = section.value(ProtocolKeys.CUTOFF).orElse(1.0);
    Truncation truncation = section.value(ProtocolKeys.TRUNCATION).orElse(Truncation.AUTO);
    BeamHardening beamHardening = beamHardening(section);
    boolean rings = section.value(ProtocolKeys.RING_SUPPRESSION).orElse(false);
    Engine engine = section.value(ProtocolKeys.ENGINE).orElse(Engine.AUTO);
    long memoryLimit =
        section
            .value(ProtocolKeys.MEMORY_LIMIT)
            .orElse(ReconstructionProtocol.DEFAULT_MEMORY_LIMIT_BYTES);
    Calibration calibration = calibration(section);
    Algorithm algorithm = section.value(ProtocolKeys.ALGORITHM).orElse(Algorithm.FDK);
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
            iteration));
  }

  /** Returns what each protocol makes of its volumes, by its name. */
  static Map<String, ProtocolOutputs> outputs(Section file) {
    Section all = file.section(TOP);
    Map<String, ProtocolOutputs> outputs = new LinkedHashMap<>();
    for (YamlMap.Entry entry : all.map().entries()) {
      Section section = all.section(entry.key());
      List<OutputKind> kinds = section.values(ProtocolKeys.OUTPUTS);
      SurfaceSettings surface =
          new SurfaceSettings(
              section.value(ProtocolKeys.SURFACE_THRESHOLD).orElse(OptionalDouble.empty()),
              SurfaceSettings.DEFAULT.smoothingRounds(),
              section
                  .value(ProtocolKeys.SURFACE_TRIANGLES)
                  .orElse(SurfaceSettings.DEFAULT.maxTriangles()),
              SurfaceSettings.DEFAULT.minPartMm3());
      outputs.put(
          entry.key(),
          new ProtocolOutputs(
              kinds.isEmpty() ? ProtocolOutputs.DEFAULT.kinds() : Set.copyOf(kinds), surface));
    }
    return outputs;
  }

  private static BeamHardening beamHardening(Section section) {
    List<Double> coefficients = section.values(ProtocolKeys.BEAM_HARDENING);
    if (coefficients.size() > MAX_COEFFICIENTS) {
      section.contradiction(
          ProtocolKeys.BEAM_HARDENING.name(),
          "more than " + MAX_COEFFICIENTS + " coefficients of beam hardening",
          "leave out the highest powers");
      return BeamHardening.NONE;
    }
    return new BeamHardening(coefficients);
  }

  private static Vector3 center(Section section) {
    List<Double> places = section.values(ProtocolKeys.CENTER);
    if (places.isEmpty()) {
      return Vector3.ORIGIN;
    }
    if (places.size() != AXES) {
      section.contradiction(
          ProtocolKeys.CENTER.name(),
          places.size() + " places for " + AXES + " axes",
          "write x, y and z, for example [10 mm, 0 mm, -20 mm]");
      return Vector3.ORIGIN;
    }
    return new Vector3(places.get(0), places.get(1), places.get(2));
  }

  private static Iteration iteration(Section protocol) {
    String name = ProtocolKeys.ITERATIVE.name();
    if (protocol.map().get(name).isEmpty()) {
      return Iteration.STANDARD;
    }
    Section section = protocol.section(name);
    section.allow(ProtocolKeys.ITERATIVE.names());
    Iteration standard = Iteration.STANDARD;
    return new Iteration(
        section.value(ProtocolKeys.ITERATIONS).orElse(standard.iterations()),
        section.value(ProtocolKeys.SUBSETS).orElse(standard.subsets()),
        section.value(ProtocolKeys.RELAXATION).orElse(standard.relaxation()),
        section.value(ProtocolKeys.TV_WEIGHT).orElse(standard.tvWeight()));
  }

  private static Calibration calibration(Section protocol) {
    String name = ProtocolKeys.CALIBRATION.name();
    if (protocol.map().get(name).isEmpty()) {
      return Calibration.UNCALIBRATED;
    }
    Section section = protocol.section(name);
    section.allow(ProtocolKeys.CALIBRATION.names());
    Optional<Double> water = section.value(ProtocolKeys.WATER);
    Optional<Double> air = section.value(ProtocolKeys.AIR);
    if (water.isEmpty() || air.isEmpty()) {
      return Calibration.UNCALIBRATED;
    }
    if (water.get() - air.get() < 1e-5) {
      section.contradiction(
          ProtocolKeys.AIR.name(), "air attenuates as much as water", "exchange the two values");
      return Calibration.UNCALIBRATED;
    }
    return new Calibration(water.get(), air.get(), ValueScale.HOUNSFIELD);
  }
}
