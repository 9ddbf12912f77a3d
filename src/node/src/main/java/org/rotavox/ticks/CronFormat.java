package org.rotavox.ticks;

import java.util.Optional;
import org.rotavox.settings.Format;

/** How cron expressions are written. */
public final class CronFormat {

  public static final Format<String> CRON =
      new Format<>(
          "a Quartz cron expression of 6 or 7 fields, such as `* * 20-23,0-5 ? * *`",
          text -> TimeWindows.faultOf(text).isEmpty() ? Optional.of(text) : Optional.empty());

  /** Empty text where it is switched off. */
  public static final Format<String> CRON_OR_OFF =
      new Format<>(
          "a Quartz cron expression of 6 or 7 fields, such as `0 30 2 * * ?`, or `off`",
          text -> text.equals("off") ? Optional.of("") : CRON.parse(text));

  private CronFormat() {}
}
