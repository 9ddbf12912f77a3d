package org.rotavox.dataset;

import java.util.List;

/** Moves text from one Specific Character Set to another, items included. */
final class Recoding {

  private Recoding() {}

  /**
   * Recodes all text of a data set that follows its own or its inherited character set.
   *
   * @throws IllegalArgumentException if a character does not exist in the new set; then nothing but
   *     text before it has changed
   */
  static void recode(DataSet dataSet, CharacterSet target) {
    CharacterSet source = dataSet.characterSet();
    if (source.equals(target)) {
      return;
    }
    for (Element element : List.copyOf(dataSet.elements())) {
      if (element.value() instanceof Value.Items items) {
        for (DataSet item : items.items()) {
          adopt(item, target);
        }
      } else if (isLocal(element)) {
        byte[] text = target.encode(source.decode(element.bytes()).stripTrailing());
        byte[] bytes = ValueEncoder.padded(text, element.vr());
        dataSet.put(element.tag(), element.vr(), new Value.Bytes(bytes));
      }
    }
    dataSet.inherit(target);
  }

  /** Makes an item understood in the character set of the data set around it. */
  static void adopt(DataSet item, CharacterSet target) {
    if (!item.contains(Tag.SpecificCharacterSet)) {
      recode(item, target);
      item.inherit(target);
    }
  }

  /** Returns true if there is text, here or in an item, that ASCII does not explain. */
  static boolean hasLocalText(DataSet dataSet) {
    for (Element element : dataSet.elements()) {
      if (element.value() instanceof Value.Items items
          ? items.items().stream().anyMatch(Recoding::hasLocalText)
          : isLocal(element)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLocal(Element element) {
    if (!element.vr().isLocalText()) {
      return false;
    }
    for (byte b : element.bytes()) {
      if (b < 0 || b == Iso2022.ESCAPE) {
        return true;
      }
    }
    return false;
  }
}
