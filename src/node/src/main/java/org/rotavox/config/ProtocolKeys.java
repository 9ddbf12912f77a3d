package org.rotavox.config;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.Engine;
import org.rotavox.recon.FilterWindow;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.VolumeSize;
import org.rotavox.result.OutputKind;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;

/** The keys of each protocol of {@code protocols.yaml}. */
final class ProtocolKeys {

  private static final String AUTO = "auto";

  static final Format<OutputKind> OUTPUT_KIND =
      new Format<>(
          "one of "
              + OutputKind.orderable().stream()
                  .map(OutputKind::word)
                  .collect(Collectors.joining(", ")),
          OutputKind::named);

  static final Key<Integer> MATRIX =
      Key.of(
          "matrix",
          Format.countOr(AUTO, VolumeSize.MAXIMUM_VOXELS),
          AUTO,
          "voxels along x and y; auto = from the voxel size and the field of view");
  static final Key<Double> VOXEL =
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
          "ramp",
          "window of the ramp filter: ramp is the sharpest, hann the smoothest");
  static final Key<Double> CUTOFF =
      Key.of(
          "cutoff",
          Format.number(0.01, 1),
          "1.0",
          "frequency where the window ends, as a fraction of the detector's Nyquist frequency");
  static final Key<Truncation> TRUNCATION =
      Key.of(
          "truncation",
          Format.choice(Truncation.class),
          AUTO,
          "how rows are continued beyond a detector that is smaller than the object; auto ="
              + " water-cylinder where rows are cut, none where not");
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
          "false",
          "even out detector columns and pixels that stand out in all views");
  static final Key<Engine> ENGINE =
      Key.of(
          "engine",
          Format.choice(Engine.class),
          AUTO,
          "what reconstructs; auto = the device of rotavox.yaml");
  static final Key<Long> MEMORY_LIMIT =
      Key.of(
          "memoryLimit",
          Format.size(16L << 20, 1L << 42),
          "4 GiB",
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
          "fdk",
          "fdk = filtered back-projection; os-sart = iterative, for few views or a truncated object,"
              + " up to a hundred times slower");

  static final Key<Integer> ITERATIONS =
      Key.of(
          "iterations", Format.count(1, Iteration.MOST_ITERATIONS), "20", "passes over all views");
  static final Key<Integer> SUBSETS =
      Key.of(
          "subsets",
          Format.count(1, Iteration.MOST_SUBSETS),
          "8",
          "parts into which the views are dealt; the volume is corrected after each");
  static final Key<Double> RELAXATION =
      Key.of(
          "relaxation",
          Format.number(0.01, Iteration.MOST_RELAXATION),
          "1.0",
          "part of each correction that is applied");
  static final Key<Double> TV_WEIGHT =
      Key.of(
          "tvWeight",
          Format.number(0, 1),
          "0.6",
          "total variation that is taken away after each pass, as a part of what the pass changed;"
              + " 0 = none");

  static final Key<OutputKind> OUTPUTS =
      Key.of(
          "outputs",
          OUTPUT_KIND,
          "[ct]",
          "list of what is made for destinations that do not say otherwise");
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
          "200000",
          "most triangles of the surface (stl)");

  static final List<Key<?>> OUTPUT = List.of(OUTPUTS, SURFACE_THRESHOLD, SURFACE_TRIANGLES);

  static final Key<Double> WATER =
      Key.required(
          "water",
          Format.measure("/mm", 0.0001, 0.9999),
          "measured attenuation of water; makes the values Hounsfield units");
  static final Key<Double> AIR =
      Key.of("air", Format.measure("/mm", 0, 0.9999), "0 /mm", "measured attenuation of air");

  static final List<Key<?>> MAIN =
      List.of(
          MATRIX,
          VOXEL,
          SLICES,
          CENTER,
          ALGORITHM,
          FILTER,
          CUTOFF,
          TRUNCATION,
          BEAM_HARDENING,
          RING_SUPPRESSION,
          ENGINE,
          MEMORY_LIMIT);

  static final Group CALIBRATION =
      new Group(
          "calibration",
          "Scale of the values; without it the volume is labelled as uncalibrated.",
          List.of(WATER, AIR));

  static final Group ITERATIVE =
      new Group(
          "iterative",
          "How `algorithm: os-sart` goes about it.",
          List.of(ITERATIONS, SUBSETS, RELAXATION, TV_WEIGHT));

  private ProtocolKeys() {}
}
