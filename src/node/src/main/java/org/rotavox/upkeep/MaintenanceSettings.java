package org.rotavox.upkeep;

import java.nio.file.Path;

/**
 * What the node does at regular times; times are Quartz cron expressions, empty = never.
 *
 * @param housekeeping when retention is applied
 * @param backup when the ledger is backed up
 * @param backupFolder where backups go
 * @param keepBackups how many of them are kept
 * @param destinationCheck when destinations are asked whether they are there
 */
public record MaintenanceSettings(
    String housekeeping,
    String backup,
    Path backupFolder,
    int keepBackups,
    String destinationCheck) {}
