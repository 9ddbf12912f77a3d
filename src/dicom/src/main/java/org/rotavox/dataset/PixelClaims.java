package org.rotavox.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotavox.dataset.codec.Jp2Boxes;

/**
 * Compares what the header says of Pixel Data with what is there, and believes what cannot be
 * misread: the mark of a compressed stream, and the length of pixels whose number of frames is not
 * stated.
 */
final class PixelClaims {

  private static final int LONGEST_QUOTE = 16;
  private static final int OFFSET_BYTES = 4;

  private final DataSet dataSet;
  private final Warnings warnings;

  PixelClaims(DataSet dataSet, Warnings warnings) {
    this.dataSet = dataSet;
    this.warnings = warnings;
  }

  /** Returns the transfer syntax that the fragments of Pixel Data have. */
  TransferSyntax syntax(TransferSyntax claimed) throws IOException {
    Optional<Value.Fragments> fragments = fragments();
    boolean readable = claimed.explicitVr() && !claimed.bigEndian() && !claimed.deflated();
    if (fragments.isEmpty()
        || fragments.get().count() == 0
        || !readable
        || claimed.pixels() == TransferSyntax.Pixels.NOT_DECODABLE) {
      return claimed;
    }
    byte[] start = start(fragments.get());
    if (Jp2Boxes.begin(start)) {
      warnings.add("the compressed frames are JP2 files: the boxes around them are skipped");
    }
    Optional<TransferSyntax> found = Codestream.syntaxOf(start);
    if (found.isEmpty() || !contradicts(claimed, found.get())) {
      return claimed;
    }
    warnings.add("the file claims " + claimed + " and its pixels are " + found.get());
    return found.get();
  }

  /** A lossy stream under the name of a lossless one is a contradiction, the reverse is not. */
  private static boolean contradicts(TransferSyntax claimed, TransferSyntax found) {
    boolean hidden =
        !claimed.lossy()
            && found.lossy()
            && found.pixels() != TransferSyntax.Pixels.JPEG_2000; // its mark does not tell
    return claimed.pixels() != found.pixels() || hidden;
  }

  private static byte[] start(Value.Fragments fragments) throws IOException {
    int length = (int) Math.min(fragments.fragmentLength(0), Codestream.HEADER_BYTES);
    try (InputStream in = fragments.source().open(fragments.offset(0))) {
      return in.readNBytes(length);
    }
  }

  /** States the number of frames where the header does not and the pixels leave one answer. */
  void completeFrames() {
    if (!dataSet.containsValue(Tag.PixelData) || dataSet.getInt(Tag.NumberOfFrames, 0) > 0) {
      return;
    }
    OptionalInt counted = counted();
    int frames = counted.orElse(1);
    if (frames < 2 || isContradicted(frames)) {
      return;
    }
    String stated = String.join("\\", dataSet.getStrings(Tag.NumberOfFrames));
    warnings.add(
        Dictionary.describe(Tag.NumberOfFrames)
            + (stated.isEmpty() ? " is absent" : " is \"" + quoted(stated) + "\"")
            + "; its pixels are those of "
            + frames
            + " frames");
    dataSet.setInt(Tag.NumberOfFrames, frames);
  }

  private static String quoted(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.substring(0, Math.min(printable.length(), LONGEST_QUOTE));
  }

  /** The number of frames in the pixels, if it can be determined. */
  private OptionalInt counted() {
    Optional<Value.Fragments> fragments = fragments();
    if (fragments.isPresent()) {
      int table = fragments.get().offsetTable().length / OFFSET_BYTES;
      boolean single = table == 0 && fragments.get().count() == witness();
      return table > 0 || single
          ? OptionalInt.of(table > 0 ? table : fragments.get().count())
          : OptionalInt.empty();
    }
    long pixels =
        dataSet.getInt(Tag.Rows, 0)
            * (long) dataSet.getInt(Tag.Columns, 0)
            * dataSet.getInt(Tag.SamplesPerPixel, 1);
    long frameBytes = pixels * (dataSet.getInt(Tag.BitsAllocated, 0) / Byte.SIZE);
    long length = dataSet.find(Tag.PixelData).map(element -> element.value().length()).orElse(0L);
    boolean whole = frameBytes > 0 && length % frameBytes <= 1 && length / frameBytes < 1 << 20;
    return whole ? OptionalInt.of((int) (length / frameBytes)) : OptionalInt.empty();
  }

  /** True if a list of one value for each frame has another length. */
  private boolean isContradicted(int frames) {
    int witness = witness();
    return witness > 1 && witness != frames;
  }

  /** The length of a list of one value for each frame; 0 if there is none. */
  private int witness() {
    int items = dataSet.getSequence(Tag.PerFrameFunctionalGroupsSequence).size();
    if (items > 0) {
      return items;
    }
    return Math.max(
        dataSet.getStrings(Tag.PositionerPrimaryAngleIncrement).size(),
        dataSet.getStrings(Tag.PositionerSecondaryAngleIncrement).size());
  }

  private Optional<Value.Fragments> fragments() {
    return dataSet
        .find(Tag.PixelData)
        .map(Element::value)
        .filter(Value.Fragments.class::isInstance)
        .map(Value.Fragments.class::cast);
  }
}
