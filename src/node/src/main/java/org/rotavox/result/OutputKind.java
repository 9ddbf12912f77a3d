package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.SopClass;
import org.rotavox.dicom.Uid;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.recon.Progress;
import org.rotavox.result.picture.Lettering;
import org.rotavox.result.surface.DenseSurface;
import org.rotavox.result.surface.SurfaceTooLargeException;
import org.rotavox.result.surface.TriangleMesh;

/**
 * What can be made of one volume: names, SOP class, writer, and what stands in for it, all in one
 * place. Each kind is a series of its own; number and UIDs of the series follow from the run, so
 * that a repeated job gives the same series again.
 */
// what it refers to is immutable, which no annotation says
@SuppressWarnings("ImmutableEnumChecker")
public enum OutputKind {
  /** One CT image for each slice. */
  CT_SERIES(
      new Names("ct", "ct", 0, ""),
      SopClass.CT_IMAGE_STORAGE,
      "CT Image Storage, one for each slice: the default, for any viewer",
      (request, means, folder, progress) -> new CtSeriesWriter().write(request, folder, progress)),
  /** One multi-frame X-Ray 3D Angiographic image. */
  XRAY_3D(
      new Names("xray3d", "xray-3d", 1, "X-Ray 3D"),
      SopClass.X_RAY_3D_ANGIOGRAPHIC_IMAGE_STORAGE,
      CT_SERIES,
      "X-Ray 3D Angiographic, one multi-frame object; many viewers do not reformat it",
      (request, means, folder, progress) ->
          List.of(new XRay3DWriter().write(request, folder.resolve("xray3d.dcm"), progress))),
  /** One multi-frame Enhanced CT image. */
  ENHANCED_CT(
      new Names("enhanced-ct", "enhanced-ct", 2, "Enhanced CT"),
      SopClass.ENHANCED_CT_IMAGE_STORAGE,
      CT_SERIES,
      "Enhanced CT, one multi-frame object; Hounsfield units only: where "
          + "the volume is not calibrated, the CT series is sent",
      OutputKind::enhancedCt),
  /** A turning maximum intensity projection as multi-frame secondary capture. */
  SPINNING_MIP(
      new Names("mip", "spinning-mip", 3, "spinning MIP"),
      SopClass.MULTI_FRAME_GRAYSCALE_BYTE_SECONDARY_CAPTURE_IMAGE_STORAGE,
      "multi-frame secondary capture, a turning projection",
      OutputKind::spinningMip),
  /** The surface of vessels and bone as Encapsulated STL. */
  SURFACE(
      new Names("stl", "surface", 4, "surface"),
      SopClass.ENCAPSULATED_STL_STORAGE,
      "Encapsulated STL, surface of vessels and bone, mm, LPS; threshold and number of triangles by"
          + " protocol",
      OutputKind::surface),
  /** A secondary capture that says why there is no volume; see {@link FailureNoteWriter}. */
  FAILURE_NOTE(
      new Names("failure-note", "failure-note", 9, "not reconstructed"),
      SopClass.SECONDARY_CAPTURE_IMAGE_STORAGE,
      "secondary capture that says why there is no volume",
      (request, means, folder, progress) -> {
        throw new ResultWriter.NotPossibleException("there is a volume");
      });

  /**
   * How a kind is named.
   *
   * @param word the word by which people ask for it
   * @param identity part of what its UIDs are derived from: never changes
   * @param seriesNumberOffset from the number of the CT series to its own
   * @param suffix what its Series Description ends with
   */
  private record Names(String word, String identity, int seriesNumberOffset, String suffix) {}

  private final Names names;
  private final Uid sopClass;
  private final Optional<OutputKind> instead;
  private final String remark;
  private final ResultWriter writer;

  OutputKind(Names names, Uid sopClass, String remark, ResultWriter writer) {
    this(names, sopClass, Optional.empty(), remark, writer);
  }

  OutputKind(Names names, Uid sopClass, OutputKind instead, String remark, ResultWriter writer) {
    this(names, sopClass, Optional.of(instead), remark, writer);
  }

  OutputKind(
      Names names, Uid sopClass, Optional<OutputKind> instead, String remark, ResultWriter writer) {
    this.names = names;
    this.sopClass = sopClass;
    this.instead = instead;
    this.remark = remark;
    this.writer = writer;
  }

  private static List<ResultFile> enhancedCt(
      ResultRequest request, ResultWriter.Means means, Path folder, Progress progress)
      throws ResultWriter.NotPossibleException, IOException {
    if (!EnhancedCtWriter.accepts(request)) {
      throw new ResultWriter.NotPossibleException("the values are not Hounsfield units");
    }
    return List.of(
        new EnhancedCtWriter().write(request, folder.resolve("enhanced-ct.dcm"), progress));
  }

  /** Without the letters of orientation the picture could be taken for its mirror image. */
  private static List<ResultFile> spinningMip(
      ResultRequest request, ResultWriter.Means means, Path folder, Progress progress)
      throws ResultWriter.NotPossibleException, IOException {
    if (Lettering.trouble().isPresent()) {
      throw new ResultWriter.NotPossibleException(Lettering.trouble().get());
    }
    return List.of(
        new SpinningMipWriter(means.threads()).write(request, folder.resolve("mip.dcm"), progress));
  }

  private static List<ResultFile> surface(
      ResultRequest request, ResultWriter.Means means, Path folder, Progress progress)
      throws ResultWriter.NotPossibleException, IOException {
    try {
      progress.report("surface", 0, 1);
      TriangleMesh mesh = DenseSurface.of(request.volume(), means.surface(), means.threads());
      if (mesh.triangleCount() == 0) {
        throw new ResultWriter.NotPossibleException("nothing in the volume is dense");
      }
      return List.of(
          new EncapsulatedStlWriter().write(request, mesh, folder.resolve("stl.dcm"), progress));
    } catch (SurfaceTooLargeException e) {
      throw new ResultWriter.NotPossibleException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns what writes it. */
  public ResultWriter writer() {
    return writer;
  }

  /** Returns the SOP Class UID of its objects. */
  public Uid sopClass() {
    return sopClass;
  }

  /**
   * Returns the kind that is made, or sent, where this one cannot be made or its SOP class is
   * refused.
   */
  public Optional<OutputKind> instead() {
    return instead;
  }

  /** Returns its name in a sentence. */
  public String title() {
    return this == CT_SERIES ? "CT series" : names.suffix();
  }

  /** Returns what it is, as the documentation says it. */
  public String remark() {
    return remark;
  }

  /** Returns the word by which people ask for this kind. */
  public String word() {
    return names.word();
  }

  /** Returns the kinds that a run can be asked for, the default first. */
  public static List<OutputKind> orderable() {
    return Arrays.stream(values()).filter(kind -> kind != FAILURE_NOTE).toList();
  }

  /** Returns the kind that people call by this word. */
  public static Optional<OutputKind> named(String word) {
    return orderable().stream().filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** Returns the Series Number of this kind, from that of the CT series. */
  public int seriesNumber(int ctSeriesNumber) {
    return ctSeriesNumber + names.seriesNumberOffset();
  }

  /**
   * Returns the Series Description of this kind, from that of the CT series: a long one is cut so
   * that the kind can still be read.
   *
   * @param longest greatest number of characters
   */
  public String seriesDescription(String ctSeriesDescription, int longest) {
    int room = names.suffix().isEmpty() ? longest : longest - names.suffix().length() - 1;
    String start =
        ctSeriesDescription.substring(0, Math.min(room, ctSeriesDescription.length())).strip();
    return (start + " " + names.suffix()).strip();
  }

  /** Returns the Series Instance UID that this kind has for a run. */
  public Uid seriesUid(String runIdentity) {
    return this == CT_SERIES
        ? ReconstructionJob.resultSeriesOf(runIdentity)
        : Uid.derived(runIdentity, names.identity(), "series");
  }

  /**
   * Returns the SOP Instance UID of one instance.
   *
   * @param number its Instance Number, from 1
   */
  public Uid instanceUid(String runIdentity, int number) {
    return Uid.derived(runIdentity, names.identity(), "instance", Integer.toString(number));
  }

  /** Returns the UID of the dimension organization of a multi-frame object. */
  Uid dimensionOrganizationUid(String runIdentity) {
    return Uid.derived(runIdentity, names.identity(), "dimensions");
  }

  /** Returns the record of a kind's only file. */
  ResultFile file(String runIdentity, Path file) {
    return file(runIdentity, 1, file);
  }

  /** Returns the record of one file. */
  ResultFile file(String runIdentity, int number, Path file) {
    return new ResultFile(
        this, sopClass, instanceUid(runIdentity, number), seriesUid(runIdentity), file);
  }

  /** Returns the short name of the kind, as in stages of progress. */
  String identity() {
    return names.identity();
  }

  /** Returns the Frame of Reference UID that all kinds of one run share. */
  public static Uid frameOfReferenceUid(String runIdentity) {
    return Uid.derived(runIdentity, "frame-of-reference");
  }
}
