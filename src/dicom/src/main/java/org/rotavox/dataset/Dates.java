package org.rotavox.dataset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Dates of VR DA and the date part of DT. */
final class Dates {

  private Dates() {}

  static Optional<LocalDate> parse(String text) {
    String digits = text.replace(".", "");
    if (digits.length() < 8) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(digits.substring(0, 8));
      return Optional.of(LocalDate.of(number / 10000, number / 100 % 100, number % 100));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
