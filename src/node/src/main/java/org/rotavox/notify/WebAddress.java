package org.rotavox.notify;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address of the web as people may read it. User, password, path and query may be secrets (many
 * services tell their users apart by a token in the path) and show as stars.
 */
public final class WebAddress {

  private static final String HIDDEN = "********";

  private WebAddress() {}

  /** Returns scheme, host and port; stars stand for the rest, and for what is no address. */
  public static String shown(String address) {
    try {
      return shown(new URI(address));
    } catch (URISyntaxException e) {
      return HIDDEN;
    }
  }

  /** Returns scheme, host and port; stars stand for the rest, and for what is no address. */
  public static String shown(URI address) {
    if (address.getScheme() == null || address.getHost() == null) {
      return HIDDEN;
    }
    boolean rest =
        address.getRawQuery() != null
            || address.getRawFragment() != null
            || (address.getRawPath() != null && address.getRawPath().length() > 1);
    return address.getScheme()
        + "://"
        + (address.getRawUserInfo() == null ? "" : HIDDEN + "@")
        + address.getHost()
        + (address.getPort() < 0 ? "" : ":" + address.getPort())
        + (rest ? "/" + HIDDEN : "");
  }
}
