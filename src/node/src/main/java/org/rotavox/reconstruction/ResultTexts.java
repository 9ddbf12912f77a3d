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
import org.rotavox.recon.Provenance;
import org.rotavox.recon.Reconstruction;
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
      RunOrder order,
      SeriesFacts facts,
      DataSet header,
      Reconstruction reconstruction,
      String softwareVersion)
      throws IOException {
    Provenance provenance = reconstruction.provenance();
    ResultOptions options = order.results();
    return new ResultDetails(
        options.stationName(),
        options.imageComments(),
        derivation(
            order.protocol(),
            facts,
            header,
            provenance,
            reconstruction.volume().grid(),
            softwareVersion),
        provenance.kernel(),
        provenance.algorithm().iterative(),
        options.createdAt(),
        lossyRatio(order.files(), header));
  }

  private static String derivation(
      ReconstructionProtocol protocol,
      SeriesFacts facts,
      DataSet header,
      Provenance provenance,
      VolumeGrid grid,
      String softwareVersion) {
    return String.format(
        Locale.ROOT,
        "%s of %d cone-beam projections over %.1f°%s%s; %s; %d x %d x %d voxels of"
            + " %.3f x %.3f x %.3f mm%s; protocol %s; Rotavox %s",
        provenance.algorithm().title(),
        facts.integer(Fact.FRAMES),
        Math.abs(facts.number(Fact.SWEEP_DEG)),
        millimetres(", SID ", header, Tag.DistanceSourceToDetector),
        millimetres(", SOD ", header, Tag.DistanceSourceToPatient),
        provenance.derivation(),
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
