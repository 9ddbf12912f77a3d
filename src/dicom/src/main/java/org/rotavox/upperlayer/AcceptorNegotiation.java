package org.rotavox.upperlayer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.UserIdentity;
import org.rotavox.upperlayer.pdu.UserInformation;

/** Answers an A-ASSOCIATE-RQ (PS3.8 sections 9.3.3 and 9.3.4, PS3.7 annex D.3). */
final class AcceptorNegotiation {

  private static final String PLACEHOLDER_TRANSFER_SYNTAX = "1.2.840.10008.1.2";

  private AcceptorNegotiation() {}

  /**
   * What the acceptance says.
   *
   * @param response the A-ASSOCIATE-AC
   * @param contexts those that were accepted
   * @param refused those that were not
   * @param peerMaxPduBytes largest PDU that may be sent to the peer
   */
  record Acceptance(
      Pdu.AssociateAc response,
      Contexts contexts,
      List<RefusedContext> refused,
      int peerMaxPduBytes) {

    Acceptance {
      refused = List.copyOf(refused);
    }
  }

  /**
   * A rejection that the standard demands, whatever the user would say.
   *
   * @param reject the answer
   * @param words what was found in the request and what was expected
   */
  record Refusal(Admission.Reject reject, String words) {}

  /** Returns the fault in the form of a request (PS3.8 section 9.3.2), if it has one. */
  static Optional<Refusal> refusal(Pdu.AssociateRq request) {
    if ((request.protocolVersion() & 1) == 0) {
      return refusal(
          new Admission.Reject(1, 2, 2),
          "in protocol version field %04XH, where bit 0 stands for version 1, the only one"
              .formatted(request.protocolVersion()));
    }
    if (!request.applicationContext().equals(Implementation.APPLICATION_CONTEXT)) {
      return refusal(
          new Admission.Reject(1, 1, 2),
          "with application context "
              + ForeignText.quoted(request.applicationContext())
              + " instead of DICOM's "
              + Implementation.APPLICATION_CONTEXT);
    }
    if (!AeTitle.isValid(request.called())) {
      return refusal(
          Admission.Reject.CALLED_AE_TITLE_NOT_RECOGNIZED,
          "to " + faultyTitle("called", request.called()) + "; enter this node's AE title there");
    }
    if (!AeTitle.isValid(request.calling())) {
      return refusal(
          Admission.Reject.CALLING_AE_TITLE_NOT_RECOGNIZED,
          "from " + faultyTitle("calling", request.calling()) + "; give the sender an AE title");
    }
    long peerMax = request.user().maxPduBytes();
    if (peerMax != 0 && peerMax < ProtocolLimits.MIN_PEER_PDU_BYTES) {
      return refusal(
          Admission.Reject.NO_REASON_GIVEN,
          "with PDUs of at most %d bytes, where no message fits into less than %d"
              .formatted(peerMax, ProtocolLimits.MIN_PEER_PDU_BYTES));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(Admission.Reject reject, String words) {
    return Optional.of(new Refusal(reject, words));
  }

  private static String faultyTitle(String which, String title) {
    return title.isBlank()
        ? "a blank " + which + " AE title"
        : "the %s AE title %s, which has other than 1 to 16 printable characters without backslash"
            .formatted(which, ForeignText.quoted(title));
  }

  static AssociationOffer offer(Pdu.AssociateRq request, String peerAddress) {
    List<PresentationProposal> contexts = new ArrayList<>();
    for (Pdu.ProposedContext context : request.contexts()) {
      uid(context.abstractSyntax())
          .ifPresent(
              uid ->
                  contexts.add(
                      new PresentationProposal(uid, validUids(context.transferSyntaxes()))));
    }
    UserInformation user = request.user();
    return new AssociationOffer(
        new AeTitle(request.calling()),
        new AeTitle(request.called()),
        peerAddress,
        contexts,
        uid(user.implementationClass()),
        user.implementationVersion(),
        user.identity());
  }

  static Acceptance accept(
      Pdu.AssociateRq request, TransferSyntaxPolicy policy, int ownMaxPduBytes) {
    List<Pdu.ContextResult> results = new ArrayList<>();
    List<PresentationContext> accepted = new ArrayList<>();
    List<RefusedContext> refused = new ArrayList<>();
    for (Pdu.ProposedContext proposed : request.contexts()) {
      Optional<Uid> abstractSyntax = uid(proposed.abstractSyntax()).filter(policy::supports);
      if (abstractSyntax.isEmpty()) {
        refuse(proposed, Pdu.ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED, results, refused);
        continue;
      }
      List<Uid> offered = validUids(proposed.transferSyntaxes());
      Optional<Uid> chosen = policy.choose(abstractSyntax.get(), offered).filter(offered::contains);
      if (chosen.isEmpty()) {
        refuse(proposed, Pdu.ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED, results, refused);
        continue;
      }
      String transferSyntax = chosen.get().value();
      results.add(new Pdu.ContextResult(proposed.id(), Pdu.ContextResult.ACCEPTED, transferSyntax));
      accepted.add(new PresentationContext(proposed.id(), abstractSyntax.get(), chosen.get()));
    }
    Pdu.AssociateAc response =
        new Pdu.AssociateAc(
            request.called(),
            request.calling(),
            results,
            userInformation(request.user(), ownMaxPduBytes));
    return new Acceptance(
        response, new Contexts(accepted), refused, peerMaxPduBytes(request.user().maxPduBytes()));
  }

  private static void refuse(
      Pdu.ProposedContext proposed,
      int result,
      List<Pdu.ContextResult> results,
      List<RefusedContext> refused) {
    results.add(new Pdu.ContextResult(proposed.id(), result, PLACEHOLDER_TRANSFER_SYNTAX));
    refused.add(new RefusedContext(result, proposed.abstractSyntax(), proposed.transferSyntaxes()));
  }

  /**
   * One operation at a time, roles as asked for (a requestor that wants to be provider may report
   * events), user identities confirmed since the admission has decided on them.
   */
  private static UserInformation userInformation(UserInformation asked, int ownMaxPduBytes) {
    return new UserInformation(
        ownMaxPduBytes,
        Implementation.CLASS_UID.value(),
        Implementation.VERSION_NAME,
        asked.window().map(window -> new UserInformation.OperationsWindow(1, 1)),
        asked.roles(),
        Optional.empty(),
        asked.identity().filter(UserIdentity::responseRequested).isPresent());
  }

  /** What may be sent to a peer with that maximum (0 = any). */
  static int peerMaxPduBytes(long announced) {
    return announced == 0
        ? ProtocolLimits.MAX_PDU_BYTES
        : (int) Math.min(announced, ProtocolLimits.MAX_PDU_BYTES);
  }

  static Optional<Uid> uid(String text) {
    return Uid.isValid(text) ? Optional.of(new Uid(text)) : Optional.empty();
  }

  private static List<Uid> validUids(List<String> texts) {
    return texts.stream().filter(Uid::isValid).map(Uid::new).toList();
  }
}
