package org.rotavox.notify;

import java.util.List;

/**
 * Who is told what.
 *
 * @param webhooks web servers
 * @param mails people
 */
public record NotificationSettings(List<WebhookSettings> webhooks, List<MailSettings> mails) {

  /** Nobody is told anything. */
  public static final NotificationSettings NONE = new NotificationSettings(List.of(), List.of());

  public NotificationSettings {
    webhooks = List.copyOf(webhooks);
    mails = List.copyOf(mails);
  }
}
