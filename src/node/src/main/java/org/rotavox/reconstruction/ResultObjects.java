package org.rotavox.reconstruction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rotavox.recon.Progress;
import org.rotavox.result.CtSeriesWriter;
import org.rotavox.result.EncapsulatedStlWriter;
import org.rotavox.result.EnhancedCtWriter;
import org.rotavox.result.OutputKind;
import org.rotavox.result.ResultFile;
import org.rotavox.result.ResultRequest;
import org.rotavox.result.SpinningMipWriter;
import org.rotavox.result.XRay3DWriter;
import org.rotavox.result.surface.DenseSurface;
import org.rotavox.result.surface.SurfaceSettings;
import org.rotavox.result.surface.SurfaceTooLargeException;
import org.rotavox.result.surface.TriangleMesh;

/**
 * Writes the kinds of results that were asked for. What cannot be made of a volume (Enhanced CT
 * without Hounsfield units, the surface of nothing) is left out with a warning; the volume itself
 * is never left out.
 *
 * @param files what was written, kind by kind
 * @param warnings what was left out, and why
 */
record ResultObjects(List<ResultFile> files, List<String> warnings) {

  static ResultObjects write(
      ResultRequest request, ResultOptions options, Path folder, Progress progress)
      throws IOException {
    Set<OutputKind> kinds = options.kinds();
    List<ResultFile> files = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    boolean enhanced = kinds.contains(OutputKind.ENHANCED_CT) && EnhancedCtWriter.accepts(request);
    boolean replaced = kinds.contains(OutputKind.ENHANCED_CT) && !enhanced;
    if (replaced) {
      warnings.add("no Enhanced CT: the values are not Hounsfield units; the CT series goes");
    }
    if (kinds.contains(OutputKind.CT_SERIES) || replaced) {
      files.addAll(new CtSeriesWriter().write(request, folder, progress));
    }
    if (kinds.contains(OutputKind.XRAY_3D)) {
      files.add(new XRay3DWriter().write(request, file(folder, OutputKind.XRAY_3D), progress));
    }
    if (enhanced) {
      files.add(
          new EnhancedCtWriter().write(request, file(folder, OutputKind.ENHANCED_CT), progress));
    }
    if (kinds.contains(OutputKind.SPINNING_MIP)) {
      files.add(
          new SpinningMipWriter().write(request, file(folder, OutputKind.SPINNING_MIP), progress));
    }
    if (kinds.contains(OutputKind.SURFACE)) {
      surface(request, options.surface(), folder, progress, files, warnings);
    }
    return new ResultObjects(List.copyOf(files), List.copyOf(warnings));
  }

  private static void surface(
      ResultRequest request,
      SurfaceSettings settings,
      Path folder,
      Progress progress,
      List<ResultFile> files,
      List<String> warnings)
      throws IOException {
    try {
      progress.report("surface", 0, 1);
      TriangleMesh mesh = DenseSurface.of(request.volume(), settings);
      if (mesh.triangleCount() == 0) {
        warnings.add("no surface: nothing in the volume is dense");
        return;
      }
      files.add(
          new EncapsulatedStlWriter()
              .write(request, mesh, file(folder, OutputKind.SURFACE), progress));
    } catch (SurfaceTooLargeException e) {
      warnings.add("no surface: " + e.getMessage());
    }
  }

  private static Path file(Path folder, OutputKind kind) {
    return folder.resolve(kind.word() + ".dcm");
  }
}
