package org.rotavox.dataset;

import java.util.HexFormat;
import java.util.stream.Collectors;

/** Data sets as text that is equal exactly if they are. */
final class DataSets {

  static String dump(DataSet dataSet) {
    return dataSet.elements().stream().map(DataSets::dump).collect(Collectors.joining("\n"));
  }

  private static String dump(Element element) {
    String head = Dictionary.describe(element.tag()) + " " + element.vr() + " ";
    if (element.value() instanceof Value.Items items) {
      return head
          + items.items().stream()
              .map(item -> "{\n" + dump(item) + "\n}")
              .collect(Collectors.joining());
    }
    return head + HexFormat.of().formatHex(element.bytes());
  }

  private DataSets() {}
}
