/**
 * The rules of a running node and of its past: which text decides, how it is exchanged without a
 * restart, and what people may ask and order about it.
 *
 * <pre>
 *   RulesFile        the file, read and replaced as a whole
 *   ActiveRules      the rule book that decides; a faulty file never replaces it
 *   RulesWatch       notices that the file changed and is complete again
 *   RuleOperations   status, reload, history, text, rollback, decided runs: for the control channel
 * </pre>
 */
@NullMarked
package org.rotavox.app.rules;

import org.jspecify.annotations.NullMarked;
