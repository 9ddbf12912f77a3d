package org.rotavox.recon.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether this machine has an OpenCL loader at all, as far as Linux tells without opening it. JOCL
 * prints to the standard output when it finds none, so it is not asked then.
 */
final class OpenClLibrary {

  private static final String NAME = "libOpenCL.so";
  private static final Path CACHE = Path.of("/etc/ld.so.cache");
  private static final List<String> USUAL_FOLDERS =
      List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64");

  private OpenClLibrary() {}

  /** Returns false if no library of that name lies where the dynamic linker looks. */
  static boolean mayBeThere() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return true;
    }
    String path = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
    return mayBeThere(
        CACHE,
        Stream.concat(
                Stream.of(path, System.getProperty("java.library.path", ""))
                    .flatMap(folders -> Stream.of(folders.split(":")))
                    .filter(folder -> !folder.isEmpty()),
                USUAL_FOLDERS.stream())
            .toList());
  }

  /**
   * Looks in the linker's cache and in folders.
   *
   * @param cache the file {@code ld.so.cache}, which holds the names of all libraries it knows
   */
  static boolean mayBeThere(Path cache, List<String> folders) {
    try {
      if (new String(Files.readAllBytes(cache), StandardCharsets.ISO_8859_1).contains(NAME)) {
        return true;
      }
    } catch (IOException e) {
      return true; // a linker without a cache looks where nobody knows
    }
    return folders.stream()
        .anyMatch(
            folder ->
                Files.exists(Path.of(folder, NAME)) || Files.exists(Path.of(folder, NAME + ".1")));
  }
}
