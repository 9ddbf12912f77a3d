package org.rotavox.upperlayer;

import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.Uid;

/**
 * The accepted presentation contexts of one association.
 *
 * @param accepted in the order of their ids
 */
record Contexts(List<PresentationContext> accepted) {

  Contexts {
    accepted = List.copyOf(accepted);
  }

  Optional<PresentationContext> byId(int id) {
    return accepted.stream().filter(context -> context.id() == id).findFirst();
  }

  Optional<PresentationContext> byAbstractSyntax(Uid abstractSyntax) {
    return accepted.stream()
        .filter(context -> context.abstractSyntax().equals(abstractSyntax))
        .findFirst();
  }

  Optional<PresentationContext> find(Uid abstractSyntax, Uid transferSyntax) {
    return accepted.stream()
        .filter(context -> context.abstractSyntax().equals(abstractSyntax))
        .filter(context -> context.transferSyntax().equals(transferSyntax))
        .findFirst();
  }
}
