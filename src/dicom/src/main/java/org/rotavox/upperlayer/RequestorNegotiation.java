package org.rotavox.upperlayer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.UserInformation;

/** Proposes an association and reads the answer (PS3.8 sections 9.3.2 to 9.3.4). */
final class RequestorNegotiation {

  private final RemoteNode remote;
  private final List<PresentationProposal> proposals;
  private final AssociationOptions options;

  RequestorNegotiation(
      RemoteNode remote, List<PresentationProposal> proposals, AssociationOptions options) {
    if (proposals.isEmpty() || proposals.size() > Pdu.MAX_CONTEXTS) {
      throw new IllegalArgumentException(
          "expected 1 to %d presentation contexts, got %d"
              .formatted(Pdu.MAX_CONTEXTS, proposals.size()));
    }
    this.remote = remote;
    this.proposals = List.copyOf(proposals);
    this.options = options;
  }

  /**
   * What was agreed.
   *
   * @param contexts the accepted ones
   * @param peerMaxPduBytes largest PDU that may be sent
   * @param operationsWindow operations that may be unanswered at once
   */
  record Agreement(Contexts contexts, int peerMaxPduBytes, int operationsWindow) {}

  Pdu.AssociateRq request() {
    List<Pdu.ProposedContext> contexts = new ArrayList<>();
    for (PresentationProposal proposal : proposals) {
      contexts.add(
          new Pdu.ProposedContext(
              idOf(contexts.size()),
              proposal.abstractSyntax().value(),
              proposal.transferSyntaxes().stream().map(Uid::value).toList()));
    }
    return new Pdu.AssociateRq(
        1,
        remote.called().value(),
        remote.calling().value(),
        Implementation.APPLICATION_CONTEXT,
        contexts,
        userInformation());
  }

  private static int idOf(int index) {
    return 2 * index + 1;
  }

  private UserInformation userInformation() {
    int window = options.operationsWindow();
    return new UserInformation(
        remote.maxPduBytes(),
        Implementation.CLASS_UID.value(),
        Implementation.VERSION_NAME,
        window == 1
            ? Optional.empty()
            : Optional.of(new UserInformation.OperationsWindow(window, 1)),
        options.roles().stream()
            .map(
                role ->
                    new UserInformation.RoleSelection(
                        role.abstractSyntax().value(), role.scu(), role.scp()))
            .toList(),
        options.userIdentity(),
        false);
  }

  Agreement agree(Pdu.AssociateAc answer) {
    List<PresentationContext> accepted = new ArrayList<>();
    for (Pdu.ContextResult result : answer.contexts()) {
      int index = result.id() / 2;
      if (result.result() == Pdu.ContextResult.ACCEPTED && index < proposals.size()) {
        PresentationProposal proposal = proposals.get(index);
        AcceptorNegotiation.uid(result.transferSyntax())
            .filter(proposal.transferSyntaxes()::contains)
            .ifPresent(
                uid ->
                    accepted.add(
                        new PresentationContext(result.id(), proposal.abstractSyntax(), uid)));
      }
    }
    UserInformation user = answer.user();
    int peerMax = AcceptorNegotiation.peerMaxPduBytes(user.maxPduBytes());
    return new Agreement(
        new Contexts(accepted),
        Math.max(ProtocolLimits.MIN_PEER_PDU_BYTES, Math.min(peerMax, remote.maxPduBytes())),
        window(user));
  }

  /** What the acceptor says, where 0 = any; without an answer, one operation at a time. */
  private int window(UserInformation user) {
    int granted = user.window().map(UserInformation.OperationsWindow::invoked).orElse(1);
    return granted == 0
        ? options.operationsWindow()
        : Math.min(granted, options.operationsWindow());
  }

  /** PS3.8 table 9-21 as texts with the remedy. */
  static String inWords(Pdu.AssociateRj reject) {
    String why =
        switch (reject.source() << 8 | reject.reason()) {
          case 0x101 -> "no reason given";
          case 0x102 -> "application context not supported";
          case 0x103 -> "calling AE title not recognized; enter ours there";
          case 0x107 -> "called AE title not recognized; check its spelling";
          case 0x201 -> "no reason given by the provider";
          case 0x202 -> "protocol version not supported";
          case 0x301 -> "temporary congestion";
          case 0x302 -> "local limit exceeded";
          default -> "source %d, reason %d".formatted(reject.source(), reject.reason());
        };
    return "rejected the association %s: %s"
        .formatted(reject.result() == 2 ? "for now" : "permanently", why);
  }
}
