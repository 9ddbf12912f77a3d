package org.rotavox.desk;

import java.util.Optional;

/**
 * Where a copy of the ledger goes, or went.
 *
 * @param file its path; in a request empty = into the folder of backups
 */
public record BackupFile(Optional<String> file) {}
