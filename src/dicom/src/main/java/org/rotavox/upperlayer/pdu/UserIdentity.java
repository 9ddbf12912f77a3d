package org.rotavox.upperlayer.pdu;

/**
 * Who uses the association, as the requestor says it (PS3.7 section D.3.3.7).
 *
 * <p>A class and no record: names, passcodes and tickets must not reach a log by way of {@code
 * toString}.
 */
public final class UserIdentity {

  private final int type;
  private final boolean responseRequested;
  private final byte[] primary;
  private final byte[] secondary;

  /**
   * A user identity.
   *
   * @param type 1 = user name, 2 = user name and passcode, 3 = Kerberos ticket, 4 = SAML assertion,
   *     5 = JSON web token
   * @param responseRequested whether the requestor wants the acceptor to confirm
   * @param primary user name in UTF-8, or ticket
   * @param secondary passcode in UTF-8; empty for other types
   */
  public UserIdentity(int type, boolean responseRequested, byte[] primary, byte[] secondary) {
    this.type = type;
    this.responseRequested = responseRequested;
    this.primary = primary.clone();
    this.secondary = secondary.clone();
  }

  /** Returns the type, 1 to 5. */
  public int type() {
    return type;
  }

  /** Returns whether the requestor wants a confirmation. */
  public boolean responseRequested() {
    return responseRequested;
  }

  /** Returns the user name or the ticket. */
  public byte[] primary() {
    return primary.clone();
  }

  /** Returns the passcode; empty for other types than 2. */
  public byte[] secondary() {
    return secondary.clone();
  }

  @Override
  public String toString() {
    return "user identity of type " + type;
  }
}
