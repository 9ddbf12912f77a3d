package org.rotavox.upperlayer;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rotavox.dicom.Uid;

/** Decides, context by context, what an acceptor takes (PS3.8 section 9.3.3.2). */
public interface TransferSyntaxPolicy {

  /** Returns true if this abstract syntax (a SOP class as a rule) is served at all. */
  boolean supports(Uid abstractSyntax);

  /**
   * Returns the transfer syntax for a supported abstract syntax: one of those that were offered, or
   * empty where none will do.
   *
   * @param offered in the order of the peer
   */
  Optional<Uid> choose(Uid abstractSyntax, List<Uid> offered);

  /**
   * Returns a policy with one list of transfer syntaxes for all abstract syntaxes.
   *
   * @param abstractSyntaxes which are served
   * @param preferred the transfer syntaxes that are accepted, best first: the first of them that
   *     was offered is taken
   */
  static TransferSyntaxPolicy prefer(Predicate<Uid> abstractSyntaxes, List<Uid> preferred) {
    List<Uid> order = List.copyOf(preferred);
    return new TransferSyntaxPolicy() {
      @Override
      public boolean supports(Uid abstractSyntax) {
        return abstractSyntaxes.test(abstractSyntax);
      }

      @Override
      public Optional<Uid> choose(Uid abstractSyntax, List<Uid> offered) {
        return order.stream().filter(offered::contains).findFirst();
      }
    };
  }

  /**
   * Returns a policy that takes the first acceptable transfer syntax in the order of the peer: what
   * the sender prefers need not be converted there.
   *
   * @param abstractSyntaxes which are served
   * @param accepted the transfer syntaxes that are accepted
   */
  static TransferSyntaxPolicy asOffered(Predicate<Uid> abstractSyntaxes, List<Uid> accepted) {
    List<Uid> known = List.copyOf(accepted);
    return new TransferSyntaxPolicy() {
      @Override
      public boolean supports(Uid abstractSyntax) {
        return abstractSyntaxes.test(abstractSyntax);
      }

      @Override
      public Optional<Uid> choose(Uid abstractSyntax, List<Uid> offered) {
        return offered.stream().filter(known::contains).findFirst();
      }
    };
  }
}
