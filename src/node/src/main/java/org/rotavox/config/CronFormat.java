package org.rotavox.config;

import java.util.Optional;
import org.rotavox.settings.Format;
import org.rotavox.ticks.TimeWindows;

/** How cron expressions are written. */
final class CronFormat {

  static final Format<String> CRON =
      new Format<>(
          "a Quartz cron expression of 6 or 7 fields, such as `* * 20-23,0-5 ? * *`",
          text -> TimeWindows.faultOf(text).isEmpty() ? Optional.of(text) : Optional.empty());

  /** Empty text where it is switched off. */
  static final Format<String> CRON_OR_OFF =
      new Format<>(
          "a Quartz cron expression of 6 or 7 fields, such as `0 30 2 * * ?`, or `off`",
          text -> text.equals("off") ? Optional.of("") : CRON.parse(text));

  private CronFormat() {}
}
