package org.rotavox.desk;

import org.rotavox.collect.ActiveRules;
import org.rotavox.collect.RulesState;

/**
 * What came of reading the file of the rules again.
 *
 * @param result the outcome
 * @param state how it is now
 */
public record Reloaded(ActiveRules.Reload result, RulesState state) {}
