package org.rotavox.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A header with nested sequences, drawn by chance, that can be written in the ways of the standard
 * and with the damage that some writers do to sequences.
 */
final class RandomHeader {

  private static final int MOST_DEPTH = 2;
  private static final int[] SEQUENCES = {
    Tag.ReferencedSeriesSequence,
    Tag.ReferencedImageSequence,
    Tag.ProcedureCodeSequence,
    Tag.AnatomicRegionSequence,
    Tag.RequestAttributesSequence
  };

  /** How the sequences are written. */
  record Form(
      boolean explicit,
      boolean undefinedItems,
      boolean undefinedSequences,
      /** Behind empty sequences stand a sequence's delimiter, or an item's and a sequence's. */
      boolean strayDelimiters,
      /** Sequences at the root have VR UN, their items the explicit VRs of the rest. */
      boolean unknownRoots) {}

  private record Node(int tag, String text, List<List<Node>> items) {
    boolean isSequence() {
      return text.isEmpty();
    }
  }

  private final List<Node> root;
  private int empty;

  private RandomHeader(List<Node> root) {
    this.root = root;
  }

  static RandomHeader draw(Random random) {
    return new RandomHeader(elements(random, 0));
  }

  private static List<Node> elements(Random random, int depth) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node(Tag.ReferencedSOPClassUID, text(random), List.of()));
    for (int tag : SEQUENCES) {
      if (depth < MOST_DEPTH && random.nextInt(2) == 0) {
        List<List<Node>> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(elements(random, depth + 1));
        }
        nodes.add(new Node(tag, "", items));
      }
    }
    if (random.nextBoolean()) {
      nodes.add(new Node(Tag.StudyID, text(random), List.of()));
    }
    nodes.sort((a, b) -> Integer.compareUnsigned(a.tag(), b.tag()));
    if (depth == 1 && random.nextInt(4) == 0) { // some writers do not sort what is in items
      java.util.Collections.shuffle(nodes, random);
    }
    return nodes;
  }

  private static String text(Random random) {
    return "1.2."
        + (1000 + random.nextInt(9000))
        + "."
        + (100 + random.nextInt(899))
        + " ".repeat(2 * random.nextInt(3));
  }

  /** Returns how many empty sequences were written inside items. */
  int emptyInItems() {
    return empty;
  }

  byte[] write(Form form, Random random) {
    empty = 0;
    Raw raw = new Raw();
    for (Node node : root) {
      write(raw, node, form, 0, random);
    }
    return raw.toBytes();
  }

  private void write(Raw raw, Node node, Form form, int depth, Random random) {
    if (!node.isSequence()) {
      if (form.explicit()) {
        raw.element(node.tag(), Dictionary.vrOf(node.tag()).name(), node.text());
      } else {
        raw.implicit(node.tag(), node.text());
      }
      return;
    }
    boolean unknown = form.unknownRoots() && depth == 0 && !node.items().isEmpty();
    boolean undefined =
        form.undefinedSequences() && (!node.items().isEmpty() || random.nextBoolean());
    Raw items = new Raw();
    for (List<Node> item : node.items()) {
      Raw body = new Raw();
      item.forEach(child -> write(body, child, form, depth + 1, random));
      byte[] bytes = body.toBytes();
      items.item(form.undefinedItems() ? Raw.UNDEFINED : bytes.length).bytes(bytes);
      if (form.undefinedItems()) {
        items.itemEnd();
      }
    }
    byte[] bytes = items.toBytes();
    int length = undefined ? Raw.UNDEFINED : bytes.length;
    if (form.explicit()) {
      raw.longHeader(node.tag(), unknown ? "UN" : "SQ", length);
    } else {
      raw.tag(node.tag()).word(length);
    }
    raw.bytes(bytes);
    if (undefined) {
      raw.sequenceEnd();
    } else if (form.strayDelimiters() && node.items().isEmpty() && depth > 0) {
      empty++;
      if (!form.undefinedSequences() && random.nextInt(3) == 0) { // else it could be either
        raw.itemEnd();
      }
      raw.sequenceEnd();
    }
  }
}
