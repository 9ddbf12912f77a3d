package org.rotavox.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rotavox.dicom.Uid;

/** Finds out what a file is made of (PS3.10 section 7) and has its parts parsed. */
final class FileParser {

  private static final int PREAMBLE_BYTES = 128;
  private static final int SHORTEST_DATA_SET = 8;
  private static final int ZLIB_HEADER_BYTES = 2;

  /** Longest value of a first attribute: a character set, an image type, a UID. */
  private static final int LONGEST_FIRST = 256;

  private final Path path;
  private final ByteInput in;
  private final ByteSource source;
  private final ReadLimits limits;
  private final Kept kept;
  private final TemporaryFiles temporary;
  private final Warnings warnings = new Warnings();
  private boolean empty;

  private FileParser(
      Path path,
      ByteInput in,
      ByteSource source,
      ReadLimits limits,
      Kept kept,
      TemporaryFiles temporary) {
    this.kept = kept;
    this.temporary = temporary;
    this.path = path;
    this.in = in;
    this.source = source;
    this.limits = limits;
  }

  static DicomFile parse(Path path, long size, ReadLimits limits) throws IOException {
    return parse(path, size, limits, Kept.ALL, TemporaryFiles.ofSystem());
  }

  static DicomFile parse(
      Path path, long size, ReadLimits limits, Kept kept, TemporaryFiles temporary)
      throws IOException {
    ByteSource source = new ByteSource.OfFile(path);
    try (ByteInput in = new ByteInput(source.open(0), 0, size)) {
      return new FileParser(path, in, source, limits, kept, temporary).parse();
    }
  }

  /** Parses group 0002 alone. */
  static DataSet parseFileMeta(Path path, long size, ReadLimits limits) throws IOException {
    ByteSource source = new ByteSource.OfFile(path);
    try (ByteInput in = new ByteInput(source.open(0), 0, size)) {
      FileParser parser =
          new FileParser(path, in, source, limits, Kept.ALL, TemporaryFiles.ofSystem());
      parser.skipPreamble();
      return parser.fileMeta();
    }
  }

  /** The same for bytes that are in memory; the path is only a name. */
  static DicomFile parse(Path name, byte[] bytes, ReadLimits limits) throws IOException {
    ByteSource source = new ByteSource.OfMemory(bytes);
    try (ByteInput in = new ByteInput(source.open(0), 0, bytes.length)) {
      return new FileParser(name, in, source, limits, Kept.ALL, TemporaryFiles.ofSystem()).parse();
    }
  }

  private DicomFile parse() throws IOException {
    skipPreamble();
    DataSet meta = fileMeta();
    if (meta.isEmpty()) {
      warnings.add("the file has no File Meta Information");
    }
    if (in.available(SHORTEST_DATA_SET) == 0) {
      throw new DicomFormatException(
          "the file ends at offset " + in.position() + " before its data set");
    }
    long dataSetOffset = in.position();
    Optional<Uid> claimed = meta.getUid(Tag.TransferSyntaxUID);
    TransferSyntax syntax =
        claimed.map(TransferSyntax::forUid).orElse(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    if (syntax.deflated() && isPlain()) {
      warnings.add("the file claims " + syntax + " and is not deflated");
      syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    }
    if (!syntax.deflated()) {
      syntax = checked(syntax, claimed.isPresent());
    }
    DataSet dataSet = syntax.deflated() ? inflated() : dataSet(syntax);
    if (empty) {
      throw new DicomFormatException("the file has no attribute in its data set");
    }
    PixelClaims pixels = new PixelClaims(dataSet, warnings);
    syntax = pixels.syntax(syntax);
    pixels.completeFrames();
    return new DicomFile(path, meta, dataSet, syntax, dataSetOffset, warnings.texts());
  }

  private DataSet fileMeta() throws IOException {
    return in.available(SHORTEST_DATA_SET) == SHORTEST_DATA_SET && in.peekShort(0, false) == 2
        ? parser(in, source, Kept.ALL).parse(Encoding.EXPLICIT_LITTLE, tag -> tag >>> 16 == 2)
        : new DataSet();
  }

  private DataSetParser parser(ByteInput from, ByteSource again, Kept kept) {
    return new DataSetParser(from, again, limits, warnings, kept);
  }

  private DataSet dataSet(ByteInput from, ByteSource again, Encoding encoding) throws IOException {
    DataSetParser parser = parser(from, again, kept);
    DataSet dataSet = parser.parse(encoding, tag -> true);
    empty = !parser.hasRead();
    return dataSet;
  }

  private void skipPreamble() throws IOException {
    boolean preamble =
        in.available(PREAMBLE_BYTES + 4) == PREAMBLE_BYTES + 4
            && in.peek(128) == 'D'
            && in.peek(129) == 'I'
            && in.peek(130) == 'C'
            && in.peek(131) == 'M';
    if (preamble) {
      in.skip(PREAMBLE_BYTES + 4);
      return;
    }
    if (in.available(SHORTEST_DATA_SET) < SHORTEST_DATA_SET || !plausibleStart()) {
      throw new DicomFormatException(
          "not a DICOM file: neither \"DICM\" at offset 128 nor an attribute at offset 0");
    }
    warnings.add("the file has no preamble");
  }

  /** A data set without preamble begins with group 0002 or 0008, in whichever byte order. */
  private boolean plausibleStart() {
    int little = in.peekShort(0, false);
    int big = in.peekShort(0, true);
    return little == 2 || little == 4 || little == 8 || big == 8;
  }

  private DataSet dataSet(TransferSyntax syntax) throws IOException {
    return dataSet(in, source, Encoding.of(syntax));
  }

  private DataSet inflated() throws IOException {
    long start = in.position();
    if (hasZlibHeader()) {
      warnings.add("the deflated data set has a zlib header at offset " + start);
      start += ZLIB_HEADER_BYTES;
    }
    if (!(source instanceof ByteSource.OfFile file)) {
      throw new DicomFormatException("a deflated data set is read from a file only");
    }
    ByteSource inflated =
        new ByteSource.OfDeflatedFile(file.file(), start, limits.inflatedBytes(), temporary);
    try (ByteInput from = new ByteInput(inflated.open(start), start, Long.MAX_VALUE)) {
      return dataSet(from, inflated, Encoding.EXPLICIT_LITTLE);
    }
  }

  /**
   * A data set as it is begins with group 0008 or before, and an element that has either a VR or a
   * short length; deflated bytes do not.
   */
  private boolean isPlain() throws IOException {
    if (in.available(SHORTEST_DATA_SET) < SHORTEST_DATA_SET) {
      return false;
    }
    int group = in.peekShort(0, false);
    boolean vr = VR.ofCode(in.peek(4), in.peek(5)).isPresent();
    boolean shortLength = in.peekShort(6, false) == 0 && in.peekShort(4, false) <= LONGEST_FIRST;
    return (group == 4 || group == 8) && (vr || shortLength);
  }

  /**
   * RFC 1950 section 2.2: the method is 8, and both bytes are a multiple of 31. As a raw stream
   * (RFC 1951 section 3.2.4) they would begin a stored block, whose length stands there twice.
   */
  private boolean hasZlibHeader() throws IOException {
    if (in.available(SHORTEST_DATA_SET) < SHORTEST_DATA_SET) {
      return false;
    }
    boolean header = (in.peek(0) & 0xF) == 8 && in.peekShort(0, true) % 31 == 0;
    boolean stored = (in.peekShort(1, false) ^ in.peekShort(3, false)) == 0xFFFF;
    return header && !stored;
  }

  /** Compares the claim with the first attribute and believes the attribute. */
  private TransferSyntax checked(TransferSyntax claimed, boolean isClaim) throws IOException {
    if (in.available(SHORTEST_DATA_SET) < SHORTEST_DATA_SET) {
      return claimed;
    }
    boolean vr = VR.ofCode(in.peek(4), in.peek(5)).isPresent();
    boolean big = looksBigEndian();
    TransferSyntax found =
        big
            ? TransferSyntax.EXPLICIT_VR_BIG_ENDIAN
            : vr
                ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN
                : TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    if (!isClaim) {
      warnings.add("the file names no transfer syntax; it is taken for " + found);
      return found;
    }
    boolean agrees = vr == claimed.explicitVr() && big == claimed.bigEndian();
    if (agrees || (claimed.explicitVr() && !vr)) {
      return claimed;
    }
    warnings.add("the file claims " + claimed + " and is in " + found);
    return found;
  }

  /** The first group of an object is small: its non-zero byte tells the byte order. */
  private boolean looksBigEndian() {
    int little = in.peekShort(0, false);
    int big = in.peekShort(0, true);
    boolean vr = VR.ofCode(in.peek(4), in.peek(5)).isPresent();
    return vr && big < 0x100 && little >= 0x100;
  }
}
