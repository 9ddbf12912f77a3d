package org.rotavox.acquisition.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads geometry files by their ending, in one of the forms of {@link GeometryForm}; at most 16
 * MiB.
 */
public final class SideCarReader {

  static final int MAX_VIEWS = 10_000;
  private static final long MAX_BYTES = 16L << 20;

  private SideCarReader() {}

  /**
   * Reads one file.
   *
   * @throws SideCarException if it is none of the known forms
   * @throws IOException if it cannot be read
   */
  public static SideCarGeometry read(Path file) throws SideCarException, IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new SideCarException(
          "a geometry file may have " + MAX_BYTES + " bytes, this one has " + size);
    }
    byte[] content = Files.readAllBytes(file);
    Path fileName = file.getFileName();
    String name = fileName == null ? "" : fileName.toString().toLowerCase(Locale.ROOT);
    for (GeometryForm form : GeometryForm.values()) {
      if (name.endsWith(form.ending())) {
        return form.parse(content);
      }
    }
    throw new SideCarException("a geometry file ends in " + GeometryForm.endings());
  }
}
