package org.rotavox.acquisition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.Uid;
import org.rotavox.simulation.SimulatedHeader;
import org.rotavox.simulation.SimulatedOrbit;
import org.rotavox.simulation.SimulatedPixels;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;

/** Cuts a simulated multi-frame run into the parts of a concatenation, as devices might. */
final class SplitRun {

  static final String UID = "2.25.4711";

  /** How a classic object's lists of angles are cut. */
  enum Lists {
    /** The values are cut where the frames are; every part has the first angle of the whole. */
    CUT,
    /** The same, and every part has the angle of its own first frame. */
    CUT_WITH_OWN_FIRST,
    /** Every part has the whole list. */
    WHOLE,
    /** Every part is written as if it were an object of its own. */
    OWN
  }

  private final SimulationOptions options;
  private final Lists lists;
  private BiConsumer<DataSet, Integer> edit = (header, part) -> {};
  private boolean totals = true;

  SplitRun(SimulationOptions options, Lists lists) {
    this.options = options;
    this.lists = lists;
  }

  /** Changes the header of each part, counted from 0. */
  SplitRun edited(BiConsumer<DataSet, Integer> change) {
    edit = change;
    return this;
  }

  SplitRun withoutTotals() {
    totals = false;
    return this;
  }

  /**
   * Writes the parts.
   *
   * @param cuts the frames that parts begin with, but for the first one
   */
  List<Path> writeTo(Path folder, int... cuts) throws IOException {
    Files.createDirectories(folder);
    DicomFile whole =
        DicomFile.read(new SimulatedRun(options).writeTo(folder.resolve("whole")).get(0));
    byte[] pixels = whole.dataSet().getBytes(Tag.PixelData);
    int[] begins = Arrays.copyOf(cuts, cuts.length + 1);
    begins[cuts.length] = options.frames;
    List<Path> files = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < begins.length; i++) {
      DataSet part = header(whole.dataSet(), from, begins[i]);
      int bytes = pixels.length / options.frames;
      part.setUid(Tag.SOPInstanceUID, new Uid(UID + ".1." + (i + 1)))
          .setInt(Tag.NumberOfFrames, begins[i] - from)
          .setUid(Tag.ConcatenationUID, new Uid(UID))
          .setUid(Tag.SOPInstanceUIDOfConcatenationSource, new Uid(UID + ".2"))
          .setInt(Tag.InConcatenationNumber, i + 1)
          .setInt(Tag.ConcatenationFrameOffsetNumber, from)
          .setBytes(
              Tag.PixelData, VR.OW, Arrays.copyOfRange(pixels, from * bytes, begins[i] * bytes));
      if (totals) {
        part.setInt(Tag.InConcatenationTotalNumber, begins.length);
      }
      edit.accept(part, i);
      Path file = folder.resolve("part-" + (i + 1));
      DicomWriter.writeFile(file, part, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      files.add(file);
      from = begins[i];
    }
    Files.delete(folder.resolve("whole"));
    return files;
  }

  private DataSet header(DataSet whole, int from, int to) {
    DataSet part = whole.copy();
    if (part.contains(Tag.PerFrameFunctionalGroupsSequence)) {
      return part.setSequence(
          Tag.PerFrameFunctionalGroupsSequence,
          part.getSequence(Tag.PerFrameFunctionalGroupsSequence).subList(from, to).stream()
              .map(DataSet::copy)
              .toList());
    }
    SimulatedOrbit orbit = SimulatedOrbit.of(options);
    DataSet own =
        new SimulatedHeader(options, orbit, new SimulatedPixels(options, orbit)).of(from, to);
    if (lists == Lists.OWN) {
      return own;
    }
    for (int tag :
        new int[] {Tag.PositionerPrimaryAngleIncrement, Tag.PositionerSecondaryAngleIncrement}) {
      double[] values = part.getDoubles(tag);
      boolean one = options.angleForm == AngleForm.CONSTANT_STEP;
      if (lists != Lists.WHOLE && !one) {
        int shift = options.frames - values.length;
        part.setDouble(tag, Arrays.copyOfRange(values, Math.max(0, from - shift), to - shift));
      }
    }
    if (lists == Lists.CUT_WITH_OWN_FIRST && options.angleForm != AngleForm.ABSOLUTE) {
      part.setAll(own.copyOf(Tag.PositionerPrimaryAngle, Tag.PositionerSecondaryAngle));
    }
    return part;
  }
}
