package org.rotavox.result;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.Uid;
import org.rotavox.model.ReconstructionJob;

/**
 * What can be made of one volume. Each kind is a series of its own; number and UIDs of the series
 * follow from the run, so that a repeated job gives the same series again.
 */
public enum OutputKind {
  /** One CT image for each slice: the default, opens everywhere. */
  CT_SERIES("ct", "ct", 0, ""),
  /** One multi-frame X-Ray 3D Angiographic image. */
  XRAY_3D("xray3d", "xray-3d", 1, "X-Ray 3D"),
  /** One multi-frame Enhanced CT image. */
  ENHANCED_CT("enhanced-ct", "enhanced-ct", 2, "Enhanced CT"),
  /** A turning maximum intensity projection as multi-frame secondary capture. */
  SPINNING_MIP("mip", "spinning-mip", 3, "spinning MIP"),
  /** The surface of vessels and bone as Encapsulated STL. */
  SURFACE("stl", "surface", 4, "surface"),
  /** A secondary capture that says why there is no volume. */
  FAILURE_NOTE("failure-note", "failure-note", 9, "not reconstructed");

  private final String word;
  private final String identity;
  private final int seriesNumberOffset;
  private final String suffix;

  OutputKind(String word, String identity, int seriesNumberOffset, String suffix) {
    this.word = word;
    this.identity = identity;
    this.seriesNumberOffset = seriesNumberOffset;
    this.suffix = suffix;
  }

  /** Returns the word by which people ask for this kind. */
  public String word() {
    return word;
  }

  /** Returns the kinds that a run can be asked for, the default first. */
  public static List<OutputKind> orderable() {
    return Arrays.stream(values()).filter(kind -> kind != FAILURE_NOTE).toList();
  }

  /** Returns the kind that people call by this word. */
  public static Optional<OutputKind> named(String word) {
    return orderable().stream().filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** Returns the kind whose series of this run has that UID; empty if it is none of them. */
  public static Optional<OutputKind> ofSeries(String runIdentity, Uid series) {
    return Arrays.stream(values())
        .filter(kind -> kind.seriesUid(runIdentity).equals(series))
        .findFirst();
  }

  /** Returns the Series Number of this kind, from that of the CT series. */
  public int seriesNumber(int ctSeriesNumber) {
    return ctSeriesNumber + seriesNumberOffset;
  }

  /**
   * Returns the Series Description of this kind, from that of the CT series: a long one is cut so
   * that the kind can still be read.
   *
   * @param longest greatest number of characters
   */
  public String seriesDescription(String ctSeriesDescription, int longest) {
    int room = suffix.isEmpty() ? longest : longest - suffix.length() - 1;
    String start =
        ctSeriesDescription.substring(0, Math.min(room, ctSeriesDescription.length())).strip();
    return (start + " " + suffix).strip();
  }

  /** Returns the Series Instance UID that this kind has for a run. */
  public Uid seriesUid(String runIdentity) {
    return this == CT_SERIES
        ? ReconstructionJob.resultSeriesOf(runIdentity)
        : Uid.derived(runIdentity, identity, "series");
  }

  /**
   * Returns the SOP Instance UID of one instance.
   *
   * @param number its Instance Number, from 1
   */
  public Uid instanceUid(String runIdentity, int number) {
    return Uid.derived(runIdentity, identity, "instance", Integer.toString(number));
  }

  /** Returns the UID of the dimension organization of a multi-frame object. */
  Uid dimensionOrganizationUid(String runIdentity) {
    return Uid.derived(runIdentity, identity, "dimensions");
  }

  /** Returns the record of a kind's only file. */
  ResultFile file(String runIdentity, Uid sopClass, Path file) {
    return file(runIdentity, 1, sopClass, file);
  }

  /** Returns the record of one file. */
  ResultFile file(String runIdentity, int number, Uid sopClass, Path file) {
    return new ResultFile(sopClass, instanceUid(runIdentity, number), seriesUid(runIdentity), file);
  }

  /** Returns the short name of the kind, as in stages of progress. */
  String identity() {
    return identity;
  }

  /** Returns the Frame of Reference UID that all kinds of one run share. */
  public static Uid frameOfReferenceUid(String runIdentity) {
    return Uid.derived(runIdentity, "frame-of-reference");
  }
}
