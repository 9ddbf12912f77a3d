package org.rotavox.rules;

import org.rotavox.model.Fact;

/** What administrators call the types of facts. */
final class Words {

  private Words() {}

  static String of(Fact.Type type) {
    return switch (type) {
      case TEXT -> "text";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case TEXT_LIST -> "a list of texts";
    };
  }
}
