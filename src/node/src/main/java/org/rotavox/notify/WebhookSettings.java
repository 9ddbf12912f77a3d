package org.rotavox.notify;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * A web server that is told by POST.
 *
 * @param name of the channel
 * @param url where to
 * @param occasions what it is told about
 * @param body template of a JSON text
 * @param timeout longest wait for the answer
 */
public record WebhookSettings(
    String name, URI url, Set<Occasion> occasions, String body, Duration timeout) {

  /** What is sent unless the configuration says otherwise: no patient, no study. */
  public static final String DEFAULT_BODY =
      "{\"event\":\"{event}\",\"node\":\"{node}\",\"time\":\"{time}\",\"job\":\"{job}\","
          + "\"run\":\"{run}\",\"protocol\":\"{protocol}\",\"message\":\"{message}\"}";

  public WebhookSettings {
    occasions = Set.copyOf(occasions);
  }

  /** Shows no secret of the address or of the body. */
  @Override
  public String toString() {
    return name + " at " + WebAddress.shown(url);
  }
}
