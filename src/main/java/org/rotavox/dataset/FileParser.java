package org.rotavox.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rotavox.model.Uid;

/** Finds out what a file is made of (PS3.10 section 7) and has its parts parsed. */
final class FileParser {

  private static final int PREAMBLE_BYTES = 128;
  private static final int SHORTEST_DATA_SET = 8;

  private final Path path;
  private final ByteInput in;
  private final ByteSource source;
  private final ReadLimits limits;
  private final Warnings warnings = new Warnings();

  private FileParser(Path path, ByteInput in, ByteSource source, ReadLimits limits) {
    this.path = path;
    this.in = in;
    this.source = source;
    this.limits = limits;
  }

  static DicomFile parse(Path path, long size, ReadLimits limits) throws IOException {
    ByteSource source = new ByteSource.OfFile(path);
    try (ByteInput in = new ByteInput(source.open(0), 0, size)) {
      return new FileParser(path, in, source, limits).parse();
    }
  }

  /** Parses group 0002 alone. */
  static DataSet parseFileMeta(Path path, long size, ReadLimits limits) throws IOException {
    ByteSource source = new ByteSource.OfFile(path);
    try (ByteInput in = new ByteInput(source.open(0), 0, size)) {
      FileParser parser = new FileParser(path, in, source, limits);
      parser.skipPreamble();
      return parser.fileMeta();
    }
  }

  /** The same for bytes that are in memory; the path is only a name. */
  static DicomFile parse(Path name, byte[] bytes, ReadLimits limits) throws IOException {
    ByteSource source = new ByteSource.OfMemory(bytes);
    try (ByteInput in = new ByteInput(source.open(0), 0, bytes.length)) {
      return new FileParser(name, in, source, limits).parse();
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
    if (!syntax.deflated()) {
      syntax = checked(syntax, claimed.isPresent());
    }
    DataSet dataSet = syntax.deflated() ? inflated() : dataSet(syntax);
    if (dataSet.isEmpty()) {
      throw new DicomFormatException("the file has no attribute in its data set");
    }
    return new DicomFile(path, meta, dataSet, syntax, dataSetOffset, warnings.texts());
  }

  private DataSet fileMeta() throws IOException {
    return in.available(SHORTEST_DATA_SET) == SHORTEST_DATA_SET && in.peekShort(0, false) == 2
        ? parser(in, source).parse(Encoding.EXPLICIT_LITTLE, tag -> tag >>> 16 == 2)
        : new DataSet();
  }

  private DataSetParser parser(ByteInput from, ByteSource again) {
    return new DataSetParser(from, again, limits, warnings);
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
    return parser(in, source).parse(Encoding.of(syntax), tag -> true);
  }

  private DataSet inflated() throws IOException {
    long start = in.position();
    if (!(source instanceof ByteSource.OfFile file)) {
      throw new DicomFormatException("a deflated data set is read from a file only");
    }
    ByteSource inflated = new ByteSource.OfDeflatedFile(file.file(), start, limits.inflatedBytes());
    try (ByteInput from = new ByteInput(inflated.open(start), start, Long.MAX_VALUE)) {
      return parser(from, inflated).parse(Encoding.EXPLICIT_LITTLE, tag -> true);
    }
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
