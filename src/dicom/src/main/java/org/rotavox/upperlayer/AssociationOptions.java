package org.rotavox.upperlayer;

import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.pdu.UserIdentity;

/**
 * What a requestor may ask for beyond presentation contexts (PS3.7 annex D.3).
 *
 * @param operationsWindow how many operations this side would leave unanswered at once, 1 to 64;
 *     the acceptor may say less
 * @param roles abstract syntaxes whose roles are negotiated; without an entry the requestor is SCU
 * @param userIdentity who uses the association
 * @param events takes N-EVENT-REPORTs that arrive on this association
 */
public record AssociationOptions(
    int operationsWindow,
    List<Role> roles,
    Optional<UserIdentity> userIdentity,
    Optional<EventListener> events) {

  /** One operation at a time, requestor as SCU, nothing else. */
  public static final AssociationOptions DEFAULT =
      new AssociationOptions(1, List.of(), Optional.empty(), Optional.empty());

  private static final int MAX_WINDOW = 64;

  public AssociationOptions {
    if (operationsWindow < 1 || operationsWindow > MAX_WINDOW) {
      throw new IllegalArgumentException(
          "operationsWindow: expected 1 to " + MAX_WINDOW + ", got " + operationsWindow);
    }
    roles = List.copyOf(roles);
  }

  /** Returns these options with another window. */
  public AssociationOptions withOperationsWindow(int operations) {
    return new AssociationOptions(operations, roles, userIdentity, events);
  }

  /** Returns these options with a listener for event reports. */
  public AssociationOptions withEvents(EventListener listener) {
    return new AssociationOptions(operationsWindow, roles, userIdentity, Optional.of(listener));
  }

  /**
   * The roles that the requestor proposes for itself (PS3.7 section D.3.3.4).
   *
   * @param abstractSyntax the SOP class
   * @param scu whether the requestor may be SCU
   * @param scp whether the requestor may be SCP
   */
  public record Role(Uid abstractSyntax, boolean scu, boolean scp) {}
}
