package org.rotavox.upperlayer;

import java.util.List;
import java.util.Set;

/**
 * What the codes of DIMSE statuses mean (PS3.7 annex C; PS3.4 sections B.2.3, C.4.1.1.4 and
 * C.4.2.1.5), those included that stand for a range, such as A7xx.
 */
public final class StatusWords {

  /** Whose operation a status answers: some codes mean another thing for each. */
  public enum Service {
    /** C-STORE, C-ECHO and the operations on normalized objects. */
    STORAGE,
    /** C-FIND. */
    QUERY,
    /** C-MOVE. */
    RETRIEVE
  }

  private static final Set<Service> ALL = Set.of(Service.values());
  private static final Set<Service> STORAGE = Set.of(Service.STORAGE);
  private static final Set<Service> RETRIEVE = Set.of(Service.RETRIEVE);
  private static final Set<Service> ARCHIVE = Set.of(Service.QUERY, Service.RETRIEVE);

  private static final int EXACT = 0xFFFF;
  private static final int LAST_TWO_FREE = 0xFF00;
  private static final int LAST_THREE_FREE = 0xF000;

  /** The first row that fits is meant. */
  private static final List<Row> ROWS =
      List.of(
          row(0x0000, "success"),
          row(0x0001, "optional attributes are not supported"),
          row(0x0105, "no such attribute"),
          row(0x0106, "invalid attribute value"),
          row(0x0107, "attribute list error"),
          row(0x0110, "processing failure"),
          row(0x0111, "duplicate SOP instance"),
          row(0x0112, "no such SOP instance"),
          row(0x0113, "no such event type"),
          row(0x0114, "no such argument"),
          row(0x0115, "invalid argument value"),
          row(0x0116, "attribute value out of range"),
          row(0x0117, "invalid SOP instance"),
          row(0x0118, "no such SOP class"),
          row(0x0119, "class-instance conflict"),
          row(0x0120, "missing attribute"),
          row(0x0121, "missing attribute value"),
          row(0x0122, "SOP class not supported"),
          row(0x0123, "no such action"),
          row(0x0124, "not authorized"),
          row(0x0210, "duplicate invocation"),
          row(0x0211, "unrecognized operation"),
          row(0x0212, "mistyped argument"),
          row(0x0213, "resource limitation"),
          new Row(RETRIEVE, EXACT, 0xA701, "out of resources, cannot count the matches"),
          new Row(RETRIEVE, EXACT, 0xA702, "out of resources, cannot perform sub-operations"),
          new Row(ALL, LAST_TWO_FREE, 0xA700, "out of resources"),
          new Row(ARCHIVE, EXACT, 0xA801, "move destination unknown"),
          new Row(STORAGE, LAST_TWO_FREE, 0xA900, "data set does not match SOP class"),
          new Row(ARCHIVE, LAST_TWO_FREE, 0xA900, "identifier does not match SOP class"),
          new Row(ALL, LAST_THREE_FREE, 0xA000, "failure that the standard does not name"),
          new Row(STORAGE, EXACT, 0xB000, "coercion of data elements"),
          new Row(STORAGE, EXACT, 0xB006, "elements discarded"),
          new Row(STORAGE, EXACT, 0xB007, "data set does not match SOP class"),
          new Row(RETRIEVE, EXACT, 0xB000, "sub-operations complete with failures or warnings"),
          new Row(ALL, LAST_THREE_FREE, 0xB000, "warning"),
          new Row(STORAGE, LAST_THREE_FREE, 0xC000, "cannot understand"),
          new Row(ARCHIVE, LAST_THREE_FREE, 0xC000, "unable to process"),
          row(0xFE00, "cancelled"),
          row(0xFF00, "pending"),
          row(0xFF01, "pending, some optional keys are not supported"));

  private StatusWords() {}

  private record Row(Set<Service> services, int mask, int code, String words) {

    boolean fits(int asked, Service service) {
      return (asked & mask) == code && services.contains(service);
    }
  }

  private static Row row(int code, String words) {
    return new Row(ALL, EXACT, code, words);
  }

  static String of(int code, Service service) {
    return ROWS.stream()
        .filter(row -> row.fits(code, service))
        .findFirst()
        .map(Row::words)
        .orElse("status that the standard does not name");
  }
}
