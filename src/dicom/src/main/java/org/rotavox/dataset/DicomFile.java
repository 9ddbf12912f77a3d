package org.rotavox.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A DICOM file (PS3.10) that has been read: its attributes are here, long values stayed on disk.
 *
 * <p>Also read are files without preamble, without File Meta Information, or with a transfer syntax
 * that is not the one they have; all with a warning. The file must not change while values of it
 * are in use.
 */
public final class DicomFile {

  private final Path path;
  private final DataSet fileMeta;
  private final DataSet dataSet;
  private final TransferSyntax transferSyntax;
  private final long dataSetOffset;
  private final List<String> warnings;

  DicomFile(
      Path path,
      DataSet fileMeta,
      DataSet dataSet,
      TransferSyntax transferSyntax,
      long dataSetOffset,
      List<String> warnings) {
    this.path = path;
    this.fileMeta = fileMeta;
    this.dataSet = dataSet;
    this.transferSyntax = transferSyntax;
    this.dataSetOffset = dataSetOffset;
    this.warnings = warnings;
  }

  /**
   * Reads a file.
   *
   * @throws DicomFormatException if it is not DICOM, is cut off, or exceeds a limit
   * @throws IOException if it cannot be read
   */
  public static DicomFile read(Path path) throws IOException {
    return FileParser.parse(path, Files.size(path), ReadLimits.STANDARD);
  }

  /**
   * Reads a file, as {@link #read(Path)} does.
   *
   * @param temporary where the pixels are put, as long as they are open, if the file is deflated
   * @throws DicomFormatException if it is not DICOM, is cut off, or exceeds a limit
   * @throws IOException if it cannot be read
   */
  public static DicomFile read(Path path, TemporaryFiles temporary) throws IOException {
    return FileParser.parse(path, Files.size(path), ReadLimits.STANDARD, Kept.ALL, temporary);
  }

  /**
   * Reads a file to its end, as {@link #read} does and with the same errors, and keeps in memory
   * only these attributes of the data set itself, and the few on which the reading of others rests.
   *
   * @param kept tags of attributes that are no sequences
   * @throws DicomFormatException if it is not DICOM, is cut off, or exceeds a limit
   * @throws IOException if it cannot be read
   */
  public static DicomFile readKept(Path path, IntPredicate kept) throws IOException {
    return FileParser.parse(
        path,
        Files.size(path),
        ReadLimits.STANDARD,
        new Kept(kept, false),
        TemporaryFiles.ofSystem());
  }

  /**
   * Reads no more than the File Meta Information (group 0002); empty if the file has none.
   *
   * @throws DicomFormatException if it is not DICOM, or is cut off
   * @throws IOException if it cannot be read
   */
  public static DataSet readFileMeta(Path path) throws IOException {
    return FileParser.parseFileMeta(path, Files.size(path), ReadLimits.STANDARD);
  }

  /** Group 0002; empty if the file has none. */
  public DataSet fileMeta() {
    return fileMeta;
  }

  public DataSet dataSet() {
    return dataSet;
  }

  /** The syntax in which the data set was found, which may not be the one the file claims. */
  public TransferSyntax transferSyntax() {
    return transferSyntax;
  }

  /**
   * Where in the file the data set begins, bytes: from there to the end it can be sent as it is, in
   * {@link #transferSyntax()}.
   */
  public long dataSetOffset() {
    return dataSetOffset;
  }

  /** What was wrong and tolerated: with tag and offset, without values. */
  public List<String> warnings() {
    return warnings;
  }

  public Path path() {
    return path;
  }

  @Override
  public String toString() {
    return "DICOM file with " + dataSet + " in " + transferSyntax;
  }
}
