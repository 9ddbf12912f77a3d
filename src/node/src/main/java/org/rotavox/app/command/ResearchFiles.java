package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rotavox.recon.Volume;
import org.rotavox.result.NiftiWriter;
import org.rotavox.result.NrrdWriter;
import org.rotavox.result.OutputKind;
import org.rotavox.result.surface.DenseSurface;
import org.rotavox.result.surface.StlFile;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.result.surface.SurfaceTooLargeException;
import org.rotavox.result.surface.TriangleMesh;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options by which a volume also goes into files that are not DICOM. */
final class ResearchFiles {

  @Option(
      names = "--stl",
      paramLabel = "FILE",
      description = "Also the surface of vessels and bone as STL, millimetres, for printing.")
  private @Nullable Path stl;

  @Option(
      names = "--nifti",
      paramLabel = "FILE",
      description = "Also the volume as NIfTI-1; compressed if the name ends with .gz.")
  private @Nullable Path nifti;

  @Option(names = "--nrrd", paramLabel = "FILE", description = "Also the volume as NRRD.")
  private @Nullable Path nrrd;

  /** Checks that what was asked for can be written. */
  void check(OutputPath outputs) throws IOException {
    outputs.file("--stl", stl);
    outputs.file("--nifti", nifti);
    outputs.file("--nrrd", nrrd);
  }

  /**
   * Writes what was asked for.
   *
   * @return false if one of the files could not be made of this volume
   */
  boolean write(Volume volume, SurfaceSettings surface, PrintWriter out) throws IOException {
    if (nifti != null) {
      OutputPath.makeFolderOf(nifti);
      NiftiWriter.write(volume, nifti);
      out.println("  " + nifti);
    }
    if (nrrd != null) {
      OutputPath.makeFolderOf(nrrd);
      NrrdWriter.write(volume, nrrd);
      out.println("  " + nrrd);
    }
    return stl == null || surface(volume, surface, stl, out);
  }

  private static boolean surface(
      Volume volume, SurfaceSettings settings, Path file, PrintWriter out) throws IOException {
    try {
      TriangleMesh mesh =
          DenseSurface.of(volume, settings, Runtime.getRuntime().availableProcessors());
      if (mesh.triangleCount() == 0) {
        out.println("no surface: nothing in the volume is dense");
        return false;
      }
      OutputPath.makeFolderOf(file);
      StlFile.write(mesh, file);
      out.println("  " + file + ", " + mesh.triangleCount() + " triangles");
      return true;
    } catch (SurfaceTooLargeException e) {
      out.println("no surface: " + e.getMessage());
      return false;
    }
  }

  /** Reads the word of an output kind. */
  static final class KindConverter implements ITypeConverter<OutputKind> {

    @Override
    public OutputKind convert(String word) {
      return OutputKind.named(word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of "
                          + OutputKind.orderable().stream()
                              .map(OutputKind::word)
                              .collect(Collectors.joining(", "))));
    }
  }
}
