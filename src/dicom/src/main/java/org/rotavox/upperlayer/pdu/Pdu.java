package org.rotavox.upperlayer.pdu;

import java.util.List;

/**
 * A protocol data unit of the upper layer (PS3.8 section 9.3).
 *
 * <p>Text is kept as it came, without padding: whether a UID or an AE title is well formed is
 * decided where it is used, so that one bad entry does not cost the whole association.
 */
public sealed interface Pdu {

  int ASSOCIATE_RQ = 0x01;
  int ASSOCIATE_AC = 0x02;
  int ASSOCIATE_RJ = 0x03;
  int P_DATA_TF = 0x04;
  int RELEASE_RQ = 0x05;
  int RELEASE_RP = 0x06;
  int ABORT = 0x07;

  /** Bytes before the variable part: type, reserved, length of the rest. */
  int HEADER_BYTES = 6;

  /** Largest A-ASSOCIATE PDU that is read: 128 contexts with 40 transfer syntaxes each fit. */
  int MAX_ASSOCIATE_BYTES = 512 * 1024;

  /** Most presentation contexts of one association: the odd numbers below 256. */
  int MAX_CONTEXTS = 128;

  /**
   * A-ASSOCIATE-RQ (PS3.8 section 9.3.2).
   *
   * @param protocolVersion bit 0 = version 1
   * @param called AE title
   * @param calling AE title
   * @param applicationContext name; empty where there is none
   * @param contexts at most 128
   * @param user the user information
   */
  record AssociateRq(
      int protocolVersion,
      String called,
      String calling,
      String applicationContext,
      List<ProposedContext> contexts,
      UserInformation user)
      implements Pdu {

    public AssociateRq {
      contexts = List.copyOf(contexts);
    }
  }

  /**
   * A-ASSOCIATE-AC (PS3.8 section 9.3.3). The AE titles are those of the request; a receiver does
   * not test them.
   *
   * @param called AE title
   * @param calling AE title
   * @param contexts one for each that was proposed
   * @param user the user information
   */
  record AssociateAc(
      String called, String calling, List<ContextResult> contexts, UserInformation user)
      implements Pdu {

    public AssociateAc {
      contexts = List.copyOf(contexts);
    }
  }

  /**
   * A-ASSOCIATE-RJ (PS3.8 section 9.3.4).
   *
   * @param result 1 = permanent, 2 = transient
   * @param source who rejects
   * @param reason why
   */
  record AssociateRj(int result, int source, int reason) implements Pdu {}

  /**
   * The header of a P-DATA-TF (PS3.8 section 9.3.5); its presentation data values follow on the
   * stream.
   *
   * @param length bytes that follow
   */
  record PDataTf(int length) implements Pdu {}

  /** A-RELEASE-RQ (PS3.8 section 9.3.6). */
  record ReleaseRq() implements Pdu {}

  /** A-RELEASE-RP (PS3.8 section 9.3.7). */
  record ReleaseRp() implements Pdu {}

  /**
   * A-ABORT (PS3.8 section 9.3.8).
   *
   * @param source 0 = service user, 2 = service provider
   * @param reason meaningful for source 2 only: see {@link AbortReason}
   */
  record Abort(int source, int reason) implements Pdu {

    /** Returns who aborted and why, in words. */
    public String inWords() {
      return source == 2
          ? "service provider, " + AbortReason.inWords(reason)
          : source == 0 ? "service user" : "unknown source " + source;
    }
  }

  /**
   * A presentation context as it is proposed (PS3.8 section 9.3.2.2).
   *
   * @param id odd, 1 to 255
   * @param abstractSyntax UID text
   * @param transferSyntaxes UID texts
   */
  record ProposedContext(int id, String abstractSyntax, List<String> transferSyntaxes) {

    public ProposedContext {
      transferSyntaxes = List.copyOf(transferSyntaxes);
    }
  }

  /**
   * The answer to a proposed context (PS3.8 section 9.3.3.2).
   *
   * @param id of the proposal
   * @param result 0 = accepted, 1 = user rejection, 2 = no reason, 3 = abstract syntax not
   *     supported, 4 = transfer syntaxes not supported
   * @param transferSyntax UID text; significant only if accepted
   */
  record ContextResult(int id, int result, String transferSyntax) {

    public static final int ACCEPTED = 0;
    public static final int NO_REASON = 2;
    public static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 3;
    public static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 4;
  }
}
