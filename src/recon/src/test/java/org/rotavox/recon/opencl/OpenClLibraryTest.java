package org.rotavox.recon.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenClLibraryTest {

  @TempDir Path folder = Path.of("");

  @Test
  void aLoaderIsFoundInTheCacheOrInAFolderAndElseNotAskedFor() throws IOException {
    Path cache = Files.write(folder.resolve("cache"), new byte[] {0, 1, (byte) 0xFF});
    List<String> folders = List.of(folder.toString());
    assertThat(OpenClLibrary.mayBeThere(cache, folders)).isFalse();
    Files.createFile(folder.resolve("libOpenCL.so.1"));
    assertThat(OpenClLibrary.mayBeThere(cache, folders)).isTrue();
    Files.writeString(cache, "libOne.so\0libOpenCL.so.1\0/usr/lib/libOpenCL.so.1");
    assertThat(OpenClLibrary.mayBeThere(cache, List.of())).isTrue();
    assertThat(OpenClLibrary.mayBeThere(folder.resolve("none"), List.of())).isTrue();
  }
}
