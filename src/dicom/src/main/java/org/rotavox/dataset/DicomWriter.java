package org.rotavox.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;

/**
 * Writes data sets and Part 10 files (PS3.5 section 7, PS3.10 section 7): explicit and implicit
 * little endian, deflated, and encapsulated pixels as they were read.
 *
 * <p>Sequences are written with delimiters. Group lengths are left out as PS3.5 section 7.2 asks,
 * except in groups 0000 and 0002, where they are computed. Nothing is compressed or decompressed:
 * native pixels cannot be written in an encapsulated syntax nor the other way round.
 */
public final class DicomWriter {

  /** Names this implementation in File Meta Information and in association negotiation. */
  public static final Uid IMPLEMENTATION_CLASS_UID =
      Uid.derived("org.rotavox", "implementation class");

  /** At most 16 characters (PS3.7 annex D.3.3.2.3). */
  public static final String IMPLEMENTATION_VERSION_NAME = "ROTAVOX";

  private DicomWriter() {}

  /**
   * Writes a file: beside the target first, then renamed, so that a target is always whole. It is
   * not forced to disk.
   *
   * @param dataSet with SOP Class UID and SOP Instance UID
   * @throws IllegalArgumentException if one of them is missing or the data set does not suit the
   *     syntax
   */
  public static void writeFile(Path target, DataSet dataSet, TransferSyntax syntax)
      throws IOException {
    DataSet meta =
        fileMeta(uid(dataSet, Tag.SOPClassUID), uid(dataSet, Tag.SOPInstanceUID), syntax);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        writePreambleAndMeta(out, meta);
        writeDataSet(out, dataSet, syntax);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Uid uid(DataSet dataSet, int tag) {
    return dataSet
        .getUid(tag)
        .orElseThrow(() -> new IllegalArgumentException(Dictionary.describe(tag) + " is missing"));
  }

  /** Returns the File Meta Information of an object that came from the named application. */
  public static DataSet fileMeta(
      Uid sopClass, Uid sopInstance, TransferSyntax syntax, AeTitle source) {
    return fileMeta(sopClass, sopInstance, syntax)
        .setString(Tag.SourceApplicationEntityTitle, source.value());
  }

  /** Returns the File Meta Information of an object whose sender does not matter. */
  public static DataSet fileMeta(Uid sopClass, Uid sopInstance, TransferSyntax syntax) {
    return new DataSet()
        .setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1})
        .setUid(Tag.MediaStorageSOPClassUID, sopClass)
        .setUid(Tag.MediaStorageSOPInstanceUID, sopInstance)
        .setUid(Tag.TransferSyntaxUID, syntax.uid())
        .setUid(Tag.ImplementationClassUID, IMPLEMENTATION_CLASS_UID)
        .setString(Tag.ImplementationVersionName, IMPLEMENTATION_VERSION_NAME);
  }

  /** Writes the 128 zero bytes, the prefix and group 0002; the data set follows in its syntax. */
  public static void writePreambleAndMeta(OutputStream out, DataSet meta) throws IOException {
    out.write(new byte[128]);
    out.write("DICM".getBytes(StandardCharsets.US_ASCII));
    writeDataSet(out, meta, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
  }

  /**
   * Writes a data set alone, as it goes over the network.
   *
   * @throws IllegalArgumentException if the data set does not suit the syntax
   */
  public static void writeDataSet(OutputStream out, DataSet dataSet, TransferSyntax syntax)
      throws IOException {
    if (syntax.bigEndian()) {
      throw new IllegalArgumentException("explicit big endian is retired and not written");
    }
    if (!syntax.deflated()) {
      new DataSetWriter(out, syntax).write(dataSet);
      return;
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      CountingOutput counted = new CountingOutput(out);
      DeflaterOutputStream deflating = new DeflaterOutputStream(counted, deflater, 1 << 14);
      BufferedOutputStream buffered = new BufferedOutputStream(deflating, 1 << 14);
      new DataSetWriter(buffered, syntax).write(dataSet);
      buffered.flush();
      deflating.finish();
      if ((counted.bytes() & 1) != 0) {
        out.write(0);
      }
    } finally {
      deflater.end();
    }
  }
}
