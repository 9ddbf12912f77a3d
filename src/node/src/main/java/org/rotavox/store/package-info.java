/**
 * The ledger (H2) and the spool (files): the one truth of the node.
 *
 * <p>In: received files and decisions. Out: durable records and atomic transitions between states.
 * Stages meet only here, so that a crash between any two of them loses nothing and repeats nothing.
 *
 * <pre>
 *   Store            one data folder: lock, ledger, spool, reconciliation, retention, backup
 *   LedgerAccess     the way to the database, which may break and be opened again
 *   LedgerKeeper     opens it again, compacts its file
 *   UnrecordedFiles  whole files whose row is not certain
 *   Spool            files; IncomingFile: part file, digest, force, rename, force
 *   Ledger           transitions; Orders: those that people ask for; History: what was;
 *                    RuleHistory: which rules decided when, and about what
 *   …Rows, …View     the SQL of one table or one question each
 *   Transitions      which state may follow which, as tables
 *   GroupCommit      one forcing of the disk for all who wait
 * </pre>
 */
@NullMarked
package org.rotavox.store;

import org.jspecify.annotations.NullMarked;
