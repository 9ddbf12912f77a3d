package org.rotavox.upperlayer.pdu;

import java.util.List;
import java.util.Optional;

/**
 * The user information item of an A-ASSOCIATE-RQ or -AC (PS3.8 annex D, PS3.7 annex D.3.3).
 *
 * <p>Extended negotiation items (56H, 57H) are read over: no service here has use for them, and an
 * acceptor that does not answer them has declined them.
 *
 * @param maxPduBytes largest P-DATA-TF that the sender of this item wants to receive; 0 = any
 * @param implementationClass UID text; empty where there is none
 * @param implementationVersion at most 16 characters; empty where there is none
 * @param window asynchronous operations, if negotiated
 * @param roles role selections
 * @param identity user identity as requested, in an A-ASSOCIATE-RQ
 * @param identityResponse whether a positive response to a user identity is present, in an
 *     A-ASSOCIATE-AC
 */
public record UserInformation(
    long maxPduBytes,
    String implementationClass,
    String implementationVersion,
    Optional<OperationsWindow> window,
    List<RoleSelection> roles,
    Optional<UserIdentity> identity,
    boolean identityResponse) {

  public UserInformation {
    roles = List.copyOf(roles);
  }

  /**
   * Asynchronous operations window (PS3.7 section D.3.3.3); 0 = unlimited.
   *
   * @param invoked operations that the requestor may have unanswered
   * @param performed operations that the acceptor may have unanswered
   */
  public record OperationsWindow(int invoked, int performed) {}

  /**
   * SCP/SCU role selection (PS3.7 section D.3.3.4), from the requestor's point of view.
   *
   * @param sopClass UID text
   * @param scu whether the requestor is SCU
   * @param scp whether the requestor is SCP
   */
  public record RoleSelection(String sopClass, boolean scu, boolean scp) {}
}
