package org.rotavox.rules;

import org.rotavox.rules.condition.Condition;

/**
 * A rule with its checked condition.
 *
 * @param rule as its author wrote it
 * @param condition ready for use
 */
record CheckedRule(Rule rule, Condition condition) {}
