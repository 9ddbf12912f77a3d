package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.demo.Demo;
import org.rotavox.app.demo.DemoCheck;
import org.rotavox.app.node.ScratchFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows all steps of one run on this machine, and checks the result. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "Show all steps of one run on this machine.",
    description =
        "Starts a node and a small archive on loopback, simulates a "
            + "rotational run of a head phantom, sends it by C-STORE, waits until "
            + "the volume has arrived in the archive, compares it with the phantom, "
            + "and writes a preview picture. Exit code 0 only if every check holds. "
            + "Needs no set-up; writes only its temporary folder and the picture.")
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--preview",
      paramLabel = "PNG",
      defaultValue = "preview.png",
      description = "Where the picture is written. Default: ${DEFAULT-VALUE}.")
  private Path preview = Path.of("preview.png");

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep everything (run, ledger, archive) in this empty folder.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    OutputPath outputs = new OutputPath();
    outputs.file("--preview", preview);
    if (keep != null) {
      outputs.emptyFolder("--keep", keep);
      Files.createDirectories(keep);
      OutputPath.makeFolderOf(preview);
      return run(keep);
    }
    OutputPath.makeFolderOf(preview);
    try (ScratchFolder folder = ScratchFolder.create("rotavox-demo")) {
      return run(folder.path());
    }
  }

  private int run(Path folder) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    long start = System.nanoTime();
    out.println();
    List<DemoCheck> checks = Demo.run(folder, preview, out, Ansi.AUTO.enabled());
    out.println();
    checks.forEach(check -> out.println(line(check)));
    long failed = checks.stream().filter(check -> !check.holds()).count();
    out.println();
    out.printf(
        Locale.ROOT,
        "%s after %.1f s. Picture: %s%n",
        failed == 0 ? "All checks hold" : failed + " checks FAILED",
        (System.nanoTime() - start) / 1e9,
        preview);
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String line(DemoCheck check) {
    String verdict = check.holds() ? Paint.green("ok") + "    " : Paint.red("FAILED");
    return String.format(
        Locale.ROOT,
        "  %s  %-40s%-32s%s",
        verdict,
        check.subject(),
        check.found(),
        check.expected());
  }
}
