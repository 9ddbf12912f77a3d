package org.rotavox.reconstruction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.result.ResultDetails;

/** What a result says in words of how it was made. */
final class ResultTexts {

  private ResultTexts() {}

  /** Returns the details of a result that is no volume. */
  static ResultDetails details(ResultOptions options) {
    return new ResultDetails(
        options.stationName(),
        options.imageComments(),
        "",
        "",
        false,
        options.createdAt(),
        OptionalDouble.empty());
  }

  /** Returns the details of a volume. */
  static ResultDetails details(
      RunOrder order, SeriesFacts facts, DataSet header, VolumeGrid grid, String softwareVersion)
      throws IOException {
    ResultOptions options = order.results();
    return new ResultDetails(
        options.stationName(),
        options.imageComments(),
        derivation(order.protocol(), facts, header, grid, softwareVersion),
        filter(order.protocol()),
        isIterative(order.protocol()),
        options.createdAt(),
        lossyRatio(order.instances(), header));
  }

  private static boolean isIterative(ReconstructionProtocol protocol) {
    return switch (protocol.algorithm()) {
      case FDK -> false;
      case OS_SART -> true;
    };
  }

  /** The window of the ramp filter; an iterative reconstruction has none. */
  private static String filter(ReconstructionProtocol protocol) {
    return isIterative(protocol) ? "" : protocol.window().name().replace('_', '-');
  }

  private static String derivation(
      ReconstructionProtocol protocol,
      SeriesFacts facts,
      DataSet header,
      VolumeGrid grid,
      String softwareVersion) {
    return String.format(
        Locale.ROOT,
        "%s of %d cone-beam projections over %.1f°%s%s; %s; %d x %d x %d voxels of"
            + " %.3f x %.3f x %.3f mm%s; protocol %s; Rotavox %s",
        isIterative(protocol)
            ? "Iterative reconstruction (OS-SART)"
            : "Filtered back projection (FDK)",
        facts.integer(Fact.FRAMES),
        Math.abs(facts.number(Fact.SWEEP_DEG)),
        millimetres(", SID ", header, Tag.DistanceSourceToDetector),
        millimetres(", SOD ", header, Tag.DistanceSourceToPatient),
        method(protocol),
        grid.sizeX(),
        grid.sizeY(),
        grid.sizeZ(),
        grid.spacingXMm(),
        grid.spacingYMm(),
        grid.spacingZMm(),
        border(facts.text(Fact.BORDER)),
        protocol.name(),
        softwareVersion);
  }

  private static String method(ReconstructionProtocol protocol) {
    Iteration iteration = protocol.iteration();
    return isIterative(protocol)
        ? String.format(
            Locale.ROOT,
            "%d passes of %d subsets, total variation %.2f",
            iteration.iterations(),
            iteration.subsets(),
            iteration.tvWeight())
        : String.format(
            Locale.ROOT,
            "filter %s to %.2f of the Nyquist frequency",
            filter(protocol),
            protocol.cutoff());
  }

  /** What was seen at the rim of the images, where it bears on the values. */
  private static String border(String state) {
    return switch (state) {
      case "FOUND" -> "; a border that no attribute declares was left out of the images";
      case "UNCLEAR" ->
          "; an edge near the rim of the images is a border or the object: values are not"
              + " quantitative";
      default -> "";
    };
  }

  private static String millimetres(String name, DataSet header, int tag) {
    OptionalDouble mm = header.getDouble(tag);
    return mm.isPresent() ? String.format(Locale.ROOT, "%s%.1f mm", name, mm.getAsDouble()) : "";
  }

  /** The bytes of the pixels by those of the files: what a lossy source that is silent had. */
  private static OptionalDouble lossyRatio(List<Path> files, DataSet header) throws IOException {
    long stored = 0;
    for (Path file : files) {
      stored += Files.size(file);
    }
    double pixels =
        (double) header.getInt(Tag.Rows, 0)
            * header.getInt(Tag.Columns, 0)
            * Math.max(header.getInt(Tag.NumberOfFrames, 1), files.size())
            * Math.max(1, header.getInt(Tag.BitsAllocated, 8) / 8);
    double ratio = Math.rint(10 * pixels / Math.max(1, stored)) / 10;
    return ratio > 0 ? OptionalDouble.of(ratio) : OptionalDouble.empty();
  }
}
