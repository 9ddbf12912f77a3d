package org.rotavox.dataset;

import java.io.IOException;

/** Reads data sets that are not files: command sets, identifiers, what fits into memory. */
public final class DicomReader {

  private DicomReader() {}

  /**
   * Reads a data set without preamble and File Meta Information.
   *
   * @param bytes the whole data set; not to be changed as long as it is in use
   * @param syntax any but the deflated one
   * @throws DicomFormatException if it is not such a data set, or exceeds a limit
   */
  public static DataSet read(byte[] bytes, TransferSyntax syntax) throws IOException {
    if (syntax.deflated()) {
      throw new DicomFormatException("a deflated data set is read from a file only");
    }
    ByteSource source = new ByteSource.OfMemory(bytes);
    try (ByteInput in = new ByteInput(source.open(0), 0, bytes.length)) {
      return new DataSetParser(in, source, ReadLimits.STANDARD, new Warnings())
          .parse(Encoding.of(syntax), tag -> true);
    }
  }
}
