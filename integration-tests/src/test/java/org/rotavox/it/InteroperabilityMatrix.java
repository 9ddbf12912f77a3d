package org.rotavox.it;

import java.util.LinkedHashMap;
import java.util.Map;

/** What came of each service and transfer syntax (the rows) with each peer and role (columns). */
final class InteroperabilityMatrix {

  /** A peer and who of the two is the SCU. */
  enum Column {
    FROM_STORESCU("DCMTK → node"),
    FROM_ORTHANC("Orthanc → node"),
    TO_STORESCP("node → DCMTK"),
    TO_ORTHANC("node → Orthanc");

    private final String title;

    Column(String title) {
      this.title = title;
    }

    /** Returns the heading: SCU, arrow, SCP. */
    String title() {
      return title;
    }
  }

  /** What a test does for its cell. */
  interface Trip {

    /** Returns what to write into the cell; throws if the trip failed. */
    String make() throws Exception;
  }

  private final Map<String, Map<Column, String>> rows = new LinkedHashMap<>();

  /** Makes the trip and notes what came of it; what it throws goes on to the caller. */
  void fill(String row, Column column, Trip trip) throws Exception {
    Map<Column, String> cells = rows.computeIfAbsent(row, key -> new LinkedHashMap<>());
    cells.put(column, "FAILED");
    cells.put(column, trip.make());
  }

  /** Returns the table in Markdown. */
  String toMarkdown() {
    StringBuilder table = new StringBuilder("| service, transfer syntax |");
    for (Column column : Column.values()) {
      table.append(' ').append(column.title()).append(" |");
    }
    table.append("\n|---|---|---|---|---|\n");
    rows.forEach(
        (row, cells) -> {
          table.append("| ").append(row).append(" |");
          for (Column column : Column.values()) {
            table.append(' ').append(cells.getOrDefault(column, "not tried")).append(" |");
          }
          table.append('\n');
        });
    return table.toString();
  }
}
