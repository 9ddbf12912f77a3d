package org.rotavox.upperlayer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rotavox.dataset.UidNames;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.pdu.Pdu;

/**
 * Says which presentation contexts an acceptor has refused and why (PS3.8 section 9.3.3.2): many a
 * sender gives up over one without a word about it.
 *
 * <p>One line for an association and reason. Each SOP class that has a name is told once an hour;
 * those without one count as one, so that invented UIDs cannot fill the log.
 */
final class ContextRefusals {

  private static final int MOST_CONTEXTS = 20;
  private static final int MOST_SYNTAXES = 12;
  private static final String NAMELESS = "another";

  private final PeerLog log;
  private final AssociationInfo peer;

  ContextRefusals(PeerLog log, AssociationInfo peer) {
    this.log = log;
    this.peer = peer;
  }

  /**
   * Reports what is new of it.
   *
   * @param accepted the contexts that were accepted
   */
  void report(List<RefusedContext> refused, Contexts accepted) {
    classes(only(refused, Pdu.ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED));
    syntaxes(only(refused, Pdu.ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED), accepted);
  }

  /** Returns the refusals for that reason of the SOP classes of which that is news. */
  private List<RefusedContext> only(List<RefusedContext> refused, int result) {
    Set<String> asked = new LinkedHashSet<>();
    Set<String> news = new LinkedHashSet<>();
    List<RefusedContext> found = new ArrayList<>();
    for (RefusedContext each : refused) {
      if (each.result() == result) {
        String sopClass = name(each.abstractSyntax()).orElse(NAMELESS);
        if (asked.add(sopClass) && log.isNew(peer.peerAddress(), "context " + result + sopClass)) {
          news.add(sopClass);
        }
        if (news.contains(sopClass)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  private void classes(List<RefusedContext> refused) {
    List<String> words =
        refused.stream().map(each -> inWords(each.abstractSyntax())).distinct().toList();
    say("SOP classes that are not supported here: ", words, "; take them out of its configuration");
  }

  private void syntaxes(List<RefusedContext> refused, Contexts accepted) {
    List<String> words = refused.stream().map(each -> inWords(each, accepted)).distinct().toList();
    say(
        "SOP classes in transfer syntaxes that are not supported here: ",
        words,
        "; let it send one that the conformance statement lists, such as Explicit VR Little Endian");
  }

  private void say(String what, List<String> words, String advice) {
    if (!words.isEmpty()) {
      log.say(
          peer.calling() + " at " + peer.peerAddress(),
          "proposed " + what + listed(words, MOST_CONTEXTS) + advice);
    }
  }

  private static String inWords(RefusedContext refused, Contexts accepted) {
    String syntaxes =
        refused.transferSyntaxes().isEmpty()
            ? "no transfer syntax at all"
            : listed(
                refused.transferSyntaxes().stream().map(ContextRefusals::inWords).toList(),
                MOST_SYNTAXES);
    String otherwise =
        AcceptorNegotiation.uid(refused.abstractSyntax())
            .flatMap(accepted::byAbstractSyntax)
            .map(context -> " (accepted beside: " + inWords(context.transferSyntax().value()) + ")")
            .orElse("");
    return inWords(refused.abstractSyntax()) + " in " + syntaxes + otherwise;
  }

  private static String listed(List<String> words, int most) {
    return words.size() <= most
        ? String.join(", ", words)
        : words.stream().limit(most).collect(Collectors.joining(", "))
            + " and %d more".formatted(words.size() - most);
  }

  private static Optional<String> name(String uid) {
    return AcceptorNegotiation.uid(uid).flatMap(UidNames::of);
  }

  /** Name and UID; what is no UID as it came, escaped. */
  static String inWords(String uid) {
    Optional<Uid> valid = AcceptorNegotiation.uid(uid);
    return valid.isEmpty()
        ? ForeignText.quoted(uid) + ", which is no UID"
        : UidNames.of(valid.get()).map(name -> name + " (" + uid + ")").orElse(uid);
  }
}
