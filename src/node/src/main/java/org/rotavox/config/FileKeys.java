package org.rotavox.config;

import java.nio.file.Path;
import java.util.List;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** The keys of the section {@code files}, and how they are read. */
final class FileKeys {

  static final Key<Path> RULES =
      Key.of("rules", Format.PATH, "rules.yaml", "the rules, relative to this folder");
  static final Key<Path> PROTOCOLS =
      Key.of(
          "protocols",
          Format.PATH,
          "protocols.yaml",
          "the reconstruction protocols, relative to this folder");

  static final Group FILES =
      new Group("files", "The other files of the configuration.", List.of(RULES, PROTOCOLS));

  private FileKeys() {}

  /** Returns the file of the rules. */
  static Path rules(Section file, Path folder) {
    return resolved(file.section(FILES).orDefault(RULES), folder);
  }

  /** Returns the file of the reconstruction protocols. */
  static Path protocols(Section file, Path folder) {
    return resolved(file.section(FILES.name()).orDefault(PROTOCOLS), folder);
  }

  private static Path resolved(Path path, Path folder) {
    return folder.resolve(path).toAbsolutePath().normalize();
  }
}
