package org.rotavox.app.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.desk.BackupFile;
import org.rotavox.desk.Desk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the ledger while the node works. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    header = "Back up the ledger, whether the node runs or not.",
    description = {
      "Writes a consistent copy of the ledger as one ZIP file. Without FILE "
          + "it goes into maintenance.backupFolder, where the oldest backups are "
          + "removed. It does not contain the files of the spool.",
      "%nTo restore: stop the node, unpack the file into the folder ledger/ "
          + "of the data folder, and remove the file last-event there; the next "
          + "start compares it with the spool and logs the result."
    })
final class BackupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private NodeFolder node;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A file that does not exist yet.")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    if (file != null) {
      new OutputPath().file("FILE", file);
    }
    try (DataFolder folder = node.open(spec.commandLine().getErr())) {
      if (file != null) {
        OutputPath.makeFolderOf(file);
      }
      Optional<String> wanted = Optional.ofNullable(file).map(f -> f.toAbsolutePath().toString());
      String made = folder.access().ask(Desk.BACKUP, new BackupFile(wanted)).file().orElse("?");
      spec.commandLine().getOut().println("the ledger is backed up in " + made);
      return ExitCode.OK;
    }
  }
}
