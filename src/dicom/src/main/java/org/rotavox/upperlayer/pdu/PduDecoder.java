package org.rotavox.upperlayer.pdu;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads PDUs from bytes (PS3.8 section 9.3).
 *
 * <p>Every length is checked against what is there. Unknown items are skipped, as PS3.8 section
 * 9.3.1 demands; unknown PDU types and impossible lengths are errors.
 */
public final class PduDecoder {

  private PduDecoder() {}

  /**
   * Checks the header of a PDU: the type must be known and the length possible for it.
   *
   * @param type first byte
   * @param length bytes after the header, as an unsigned number
   * @param maxPDataBytes largest P-DATA-TF that is taken
   * @throws PduFormatException if not
   */
  public static void checkHeader(int type, long length, int maxPDataBytes)
      throws PduFormatException {
    switch (type) {
      case Pdu.ASSOCIATE_RQ, Pdu.ASSOCIATE_AC ->
          checkLength(type, length, 68, Pdu.MAX_ASSOCIATE_BYTES);
      case Pdu.P_DATA_TF -> checkLength(type, length, 6, maxPDataBytes);
      case Pdu.ASSOCIATE_RJ, Pdu.RELEASE_RQ, Pdu.RELEASE_RP, Pdu.ABORT ->
          checkLength(type, length, 4, 4);
      default ->
          throw new PduFormatException(
              AbortReason.UNRECOGNIZED_PDU, "no PDU has the type %02XH".formatted(type));
    }
  }

  private static void checkLength(int type, long length, int least, int most)
      throws PduFormatException {
    if (length < least || length > most) {
      throw new PduFormatException(
          AbortReason.INVALID_PDU_PARAMETER_VALUE,
          "PDU of type %02XH: expected a length of %d to %d bytes, found %d"
              .formatted(type, least, most, length));
    }
  }

  /**
   * Reads the body of a PDU whose header was checked.
   *
   * @param body the bytes after the header; ignored for P-DATA-TF
   */
  public static Pdu decode(int type, byte[] body) throws PduFormatException {
    ByteCursor in = new ByteCursor(body, 0, body.length, "PDU of type %02XH".formatted(type));
    return switch (type) {
      case Pdu.ASSOCIATE_RQ -> associateRq(in);
      case Pdu.ASSOCIATE_AC -> associateAc(in);
      case Pdu.ASSOCIATE_RJ -> {
        in.skip(1);
        yield new Pdu.AssociateRj(in.uint8(), in.uint8(), in.uint8());
      }
      case Pdu.RELEASE_RQ -> new Pdu.ReleaseRq();
      case Pdu.RELEASE_RP -> new Pdu.ReleaseRp();
      case Pdu.ABORT -> {
        in.skip(2);
        yield new Pdu.Abort(in.uint8(), in.uint8());
      }
      default ->
          throw new PduFormatException(
              AbortReason.UNRECOGNIZED_PDU, "no PDU has the type %02XH".formatted(type));
    };
  }

  private static Pdu.AssociateRq associateRq(ByteCursor in) throws PduFormatException {
    int version = in.uint16();
    in.skip(2);
    String called = in.text(16);
    String calling = in.text(16);
    in.skip(32);
    String applicationContext = "";
    List<Pdu.ProposedContext> contexts = new ArrayList<>();
    BitSet ids = new BitSet();
    UserInformationDecoder user = new UserInformationDecoder();
    while (!in.atEnd()) {
      int type = in.uint8();
      ByteCursor item = item(in, type);
      switch (type) {
        case 0x10 -> applicationContext = item.text(item.remaining());
        case 0x20 -> contexts.add(proposedContext(item, ids));
        case 0x50 -> user.read(item);
        default -> item.skip(item.remaining());
      }
    }
    return new Pdu.AssociateRq(
        version, called, calling, applicationContext, contexts, user.result());
  }

  private static Pdu.AssociateAc associateAc(ByteCursor in) throws PduFormatException {
    in.skip(4);
    String called = in.text(16);
    String calling = in.text(16);
    in.skip(32);
    List<Pdu.ContextResult> contexts = new ArrayList<>();
    BitSet ids = new BitSet();
    UserInformationDecoder user = new UserInformationDecoder();
    while (!in.atEnd()) {
      int type = in.uint8();
      ByteCursor item = item(in, type);
      switch (type) {
        case 0x21 -> contexts.add(contextResult(item, ids));
        case 0x50 -> user.read(item);
        default -> item.skip(item.remaining());
      }
    }
    return new Pdu.AssociateAc(called, calling, contexts, user.result());
  }

  private static Pdu.ProposedContext proposedContext(ByteCursor in, BitSet ids)
      throws PduFormatException {
    int id = contextId(in, ids);
    in.skip(3);
    Optional<String> abstractSyntax = Optional.empty();
    List<String> transferSyntaxes = new ArrayList<>();
    while (!in.atEnd()) {
      int type = in.uint8();
      ByteCursor item = item(in, type);
      if (type == 0x30 && abstractSyntax.isEmpty()) {
        abstractSyntax = Optional.of(item.text(item.remaining()));
      } else if (type == 0x40) {
        transferSyntaxes.add(item.text(item.remaining()));
      }
    }
    return new Pdu.ProposedContext(id, abstractSyntax.orElse(""), transferSyntaxes);
  }

  private static Pdu.ContextResult contextResult(ByteCursor in, BitSet ids)
      throws PduFormatException {
    int id = contextId(in, ids);
    in.skip(1);
    int result = in.uint8();
    in.skip(1);
    String transferSyntax = "";
    while (!in.atEnd()) {
      int type = in.uint8();
      ByteCursor item = item(in, type);
      if (type == 0x40) {
        transferSyntax = item.text(item.remaining());
      }
    }
    return new Pdu.ContextResult(id, result, transferSyntax);
  }

  private static int contextId(ByteCursor in, BitSet ids) throws PduFormatException {
    int id = in.uint8();
    if (id % 2 == 0 || ids.get(id)) {
      throw new PduFormatException(
          AbortReason.INVALID_PDU_PARAMETER_VALUE,
          "presentation context id %d is %s".formatted(id, id % 2 == 0 ? "even" : "used twice"));
    }
    ids.set(id);
    return id;
  }

  static ByteCursor item(ByteCursor in, int type) throws PduFormatException {
    in.skip(1);
    return in.slice(in.uint16(), "item %02XH".formatted(type));
  }
}
