package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** Where commands write: looked at before they compute, and made where it is missing. */
class OutputPathTest {

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void simulate() throws IOException {
    run = folder.resolve("run.dcm");
    new SimulatedRun(SimulationOptions.standard().frames(40).detector(32, 32, 6.4, 6.4))
        .writeTo(run);
    Files.writeString(folder.resolve("file"), "I was here");
    Files.createDirectories(folder.resolve("full"));
    Files.writeString(folder.resolve("full/file"), "I was here");
  }

  private CommandRun typed(String line) {
    return CommandRun.of(line.replace("@", folder + "/").split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reconstruct @run.dcm -o @file",
        "reconstruct @run.dcm -o @file/sub",
        "reconstruct @run.dcm -o @full",
        "reconstruct @run.dcm -o /proc/rotavox",
        "reconstruct @run.dcm -o @new --stl @full",
        "reconstruct @run.dcm -o @new --stl @file/x.stl",
        "reconstruct @run.dcm -o @new --stl /proc/x.stl",
        "reconstruct @run.dcm -o @new --stl @run.dcm",
        "reconstruct @run.dcm -o @new --nifti @full",
        "reconstruct @run.dcm -o @new --nifti @x --nrrd @x",
        "reconstruct @run.dcm -o @new --nrrd @file/deep/er/x",
        "reconstruct @run.dcm -o @new --report @full",
        "reconstruct @run.dcm -o @new --report @file/x",
        "inspect @run.dcm --frames @full",
        "inspect @run.dcm --frames @file/x.png",
        "inspect @run.dcm --frames @run.dcm",
        "simulate @full",
        "simulate @file/x.dcm",
        "simulate @file --object single_frames",
        "simulate @x.dcm --truth @x.dcm",
        "simulate @x.dcm --truth @file/x",
        "simulate /proc/rotavox/x.dcm",
        "demo --preview @full",
        "demo --preview @file/x.png",
        "demo --keep @full",
        "demo --keep @file",
        "config init @file",
        "backup @file/x.zip"
      })
  void aPlaceThatCannotBeWrittenIsSaidBeforeTheWork(String line) throws IOException {
    CommandRun result = typed(line);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.errLines()).hasSize(1);
    assertThat(result.err()).startsWith("rotavox ").doesNotContain("bug", "Exception");
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("new")).doesNotExist();
    assertThat(folder.resolve("file")).hasContent("I was here");
    assertThat(folder.resolve("full/file")).hasContent("I was here");
  }

  @Test
  void everyOutputMakesItsMissingFolders() {
    CommandRun made =
        typed(
            "reconstruct @run.dcm -o @a/b/volume --matrix 16 --voxel 12.8 --engine cpu"
                + " --stl @c/d/x.stl --nifti @e/f/x.nii.gz --nrrd @g/h/x.nrrd --report @i/j/x.json");
    assertThat(made.exitCode()).as(made.toString()).isZero();
    for (String file :
        new String[] {
          "a/b/volume/preview.png", "c/d/x.stl", "e/f/x.nii.gz", "g/h/x.nrrd", "i/j/x.json"
        }) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
    assertThat(typed("inspect @run.dcm --frames @k/l/x.png").exitCode()).isZero();
    assertThat(folder.resolve("k/l/x.png")).isNotEmptyFile();
    String small = " --frames 3 --columns 8 --rows 8 --truth-size 8";
    assertThat(typed("simulate @m/n/x.dcm --truth @o/p/x.i16" + small).exitCode()).isZero();
    assertThat(folder.resolve("m/n/x.dcm")).isNotEmptyFile();
    assertThat(folder.resolve("o/p/x.i16")).isNotEmptyFile();
    String single = "simulate @q/r --object single_frames" + small;
    assertThat(typed(single).exitCode()).isZero();
    assertThat(folder.resolve("q/r/frame-0001.dcm")).isNotEmptyFile();
  }
}
