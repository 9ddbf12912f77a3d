package org.rotavox.upperlayer.pdu;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One well-formed PDU of each type, with everything that the types can carry. */
public final class Seeds {

  private static final String EXPLICIT = "1.2.840.10008.1.2.1";

  private Seeds() {}

  /** Returns the PDUs. */
  public static List<Pdu> pdus() {
    return List.of(
        request(),
        acceptance(),
        new Pdu.AssociateRj(2, 3, 2),
        new Pdu.ReleaseRq(),
        new Pdu.ReleaseRp(),
        new Pdu.Abort(2, 6));
  }

  static Pdu.AssociateRq request() {
    return new Pdu.AssociateRq(
        1,
        "ROTAVOX",
        "PEER",
        "1.2.840.10008.3.1.1.1",
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    new Pdu.ProposedContext(
                        2 * i + 1,
                        "1.2.840.10008.5.1.4.1.1." + i,
                        List.of("1.2.840.10008.1.2", EXPLICIT)))
            .toList(),
        new UserInformation(
            131072,
            "1.2.3.4",
            "SEED_1",
            Optional.of(new UserInformation.OperationsWindow(4, 2)),
            List.of(new UserInformation.RoleSelection("1.2.840.10008.1.20.1", false, true)),
            Optional.empty(),
            false));
  }

  static Pdu.AssociateAc acceptance() {
    return new Pdu.AssociateAc(
        "ROTAVOX",
        "PEER",
        List.of(new Pdu.ContextResult(1, 0, EXPLICIT), new Pdu.ContextResult(3, 4, EXPLICIT)),
        new UserInformation(
            0, "1.2.3.4", "SEED_1", Optional.empty(), List.of(), Optional.empty(), true));
  }
}
