package org.rotavox.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Claim;
import org.rotavox.store.Store;
import org.rotavox.store.StoreSettings;

class OwnerOnlyTest {

  @TempDir private Path folder;

  @BeforeEach
  void needsPermissions() {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static void open(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private Store store(Path data) throws IOException {
    return Store.open(
        StoreSettings.byAge(
            data, 1_000_000, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)),
        Clock.systemUTC());
  }

  @Test
  void everyPermissionOfOthersIsTakenAwayAndCounted() throws IOException {
    int made = 0;
    Path tree = Files.createDirectory(folder.resolve("tree"));
    for (int mode = 0; mode < 64; mode++) {
      Path inner = Files.createDirectory(tree.resolve("folder" + mode));
      Path file = Files.writeString(inner.resolve("file"), "x");
      String others = bits(mode);
      open(file, "rw-" + others);
      open(inner, "rwx" + others);
      made += mode == 0 ? 0 : 2;
    }
    open(tree, "rwxr-xr-x");
    assertThat(OwnerOnly.repair(folder, List.of(tree, folder.resolve("absent"))))
        .isEqualTo(made + 1);
    assertThat(OwnerOnly.repair(folder, List.of(tree))).isZero();
    allAreTheOwners(tree);
  }

  private static String bits(int mode) {
    StringBuilder text = new StringBuilder();
    for (int bit = 5; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
    }
    return text.toString();
  }

  private static void allAreTheOwners(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.toList()) {
        assertThat(permissions(path))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void aDataFolderOfAnEarlierReleaseIsClosedAndWhatIsNotOursIsLeft() throws IOException {
    Path data = folder.resolve("data");
    store(data).close();
    Path outside = Files.writeString(folder.resolve("outside"), "not ours");
    Path beside = Files.writeString(data.resolve("notes.txt"), "not ours");
    Path spool = Files.createDirectories(data.resolve("spool"));
    Path link = Files.createSymbolicLink(spool.resolve("link"), outside);
    open(outside, "rw-r--r--");
    open(beside, "rw-r--r--");
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.filter(p -> !p.equals(link)).toList()) {
        open(path, Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--");
      }
    }
    store(data).close();
    assertThat(permissions(outside)).isEqualTo("rw-r--r--");
    assertThat(permissions(beside)).isEqualTo("rw-r--r--");
    assertThat(permissions(data)).isEqualTo("rwx------");
    Files.delete(link);
    Files.delete(beside);
    allAreTheOwners(data);
  }

  @Test
  void whatIsMadeAnewIsTheOwnersFromTheBeginning() throws IOException {
    Path data = folder.resolve("deep/down/data");
    try (Store store = store(data)) {
      try (IncomingFile file = store.spool().newIncoming()) {
        allAreTheOwners(data);
        file.stream().write(new byte[100]);
      }
      Path results = store.spool().emptyResultFolder(new Claim(7, 1, "me"));
      Files.writeString(results.resolve("CT000001.dcm"), "x");
      store.spool().forceResults(new Claim(7, 1, "me"));
      Path backup = folder.resolve("backups/ledger.zip");
      store.backup(backup);
      assertThat(permissions(backup)).isEqualTo("rw-------");
      allAreTheOwners(folder.resolve("backups"));
      allAreTheOwners(folder.resolve("deep"));
    }
    allAreTheOwners(folder.resolve("deep"));
  }
}
