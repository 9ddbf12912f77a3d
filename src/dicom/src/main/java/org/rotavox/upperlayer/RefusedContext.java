package org.rotavox.upperlayer;

import java.util.List;

/**
 * A presentation context that was proposed and is not accepted.
 *
 * @param result 3 = abstract syntax not supported, 4 = transfer syntaxes not supported (PS3.8
 *     section 9.3.3.2)
 * @param abstractSyntax as it came
 * @param transferSyntaxes as they came
 */
record RefusedContext(int result, String abstractSyntax, List<String> transferSyntaxes) {

  RefusedContext {
    transferSyntaxes = List.copyOf(transferSyntaxes);
  }
}
