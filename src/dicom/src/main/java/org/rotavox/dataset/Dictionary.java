package org.rotavox.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The data dictionary of PS3.6 (edition 2022b): keyword, VR, multiplicity and status of every
 * standard attribute, with the command group of PS3.7 and the file meta group of PS3.10.
 *
 * <p>Repeating groups and elements (50xx, 60xx, 1010xxxx and their like) are answered for each of
 * their members. Private tags are not in it: a private creator element is LO, every other private
 * one UN (PS3.5 section 7.8).
 */
public final class Dictionary {

  /** One row; the mask has zero bits where a repeating tag may vary. */
  private record Row(
      int tag, int mask, String vrs, String multiplicity, String keyword, boolean retired) {}

  private static final class Table {
    static final Table INSTANCE = load();

    private final Map<Integer, Row> byTag = new HashMap<>(8192);
    private final Map<String, Integer> byKeyword = new HashMap<>(8192);
    private final List<Row> repeating = new ArrayList<>();

    private static Table load() {
      Table table = new Table();
      try (InputStream in = Dictionary.class.getResourceAsStream("dictionary.tsv")) {
        if (in == null) {
          throw new IllegalStateException("the resource dictionary.tsv is missing from the build");
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          table.add(line.split("\t", -1));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return table;
    }

    private void add(String[] cells) {
      String pattern = cells[0];
      int tag = Integer.parseUnsignedInt(pattern.replace('x', '0'), 16);
      int varying = Integer.parseUnsignedInt(pattern.replaceAll("[^x]", "0").replace('x', 'F'), 16);
      String keyword = cells.length > 3 ? cells[3] : "";
      Row row = new Row(tag, ~varying, cells[1], cells[2], keyword, cells.length > 4);
      if (varying == 0) {
        byTag.put(tag, row);
      } else {
        repeating.add(row);
      }
      byKeyword.putIfAbsent(keyword, tag);
    }

    Row find(int tag) {
      Row row = byTag.get(tag);
      if (row != null) {
        return row;
      }
      if (!isPrivate(tag)) {
        for (Row candidate : repeating) {
          if ((tag & candidate.mask) == candidate.tag) {
            return candidate;
          }
        }
      }
      return isGroupLength(tag) ? GROUP_LENGTH : isPrivateCreator(tag) ? CREATOR : UNKNOWN;
    }
  }

  private static final Row GROUP_LENGTH = new Row(0, 0, "UL", "1", "", true);
  private static final Row CREATOR = new Row(0, 0, "LO", "1", "", false);
  private static final Row UNKNOWN = new Row(0, 0, "UN", "", "", false);

  private Dictionary() {}

  /** Returns the keyword in the spelling of PS3.6, empty if the tag is unknown or has none. */
  public static String keywordOf(int tag) {
    return Table.INSTANCE.find(tag).keyword;
  }

  /** Returns the tag of a keyword, spelled exactly as in PS3.6. */
  public static OptionalInt tagOf(String keyword) {
    Integer tag = keyword.isEmpty() ? null : Table.INSTANCE.byKeyword.get(keyword);
    return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
  }

  /** Returns every keyword, for those who suggest the one that was meant. */
  public static Set<String> keywords() {
    return Table.INSTANCE.byKeyword.keySet().stream()
        .filter(keyword -> !keyword.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the VR of a tag, UN if it is unknown. Where PS3.6 leaves a choice, the answer is US of
   * "US or SS" and OW of any choice with OW; what a data set makes of it is the reader's affair.
   */
  public static VR vrOf(int tag) {
    String vrs = Table.INSTANCE.find(tag).vrs;
    return vrs.contains("OW") ? VR.OW : VR.valueOf(vrs.substring(0, 2));
  }

  /** Returns true if the VR is US or SS, as Pixel Representation says (PS3.3 C.7.6.3.1). */
  static boolean followsPixelRepresentation(int tag) {
    return Table.INSTANCE.find(tag).vrs.equals("US/SS");
  }

  /** Returns the value multiplicity as PS3.6 writes it ("1", "1-n", "2-2n"), empty if unknown. */
  public static String multiplicityOf(int tag) {
    return Table.INSTANCE.find(tag).multiplicity;
  }

  /** Returns true if the attribute is marked as retired. */
  public static boolean isRetired(int tag) {
    return Table.INSTANCE.find(tag).retired;
  }

  /** Returns the tag in the usual form with its keyword: "(0018,1510) PositionerPrimaryAngle". */
  public static String describe(int tag) {
    return (format(tag) + " " + keywordOf(tag)).strip();
  }

  /** Returns the tag as "(0018,1510)". */
  static String format(int tag) {
    return String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xFFFF);
  }

  static boolean isPrivate(int tag) {
    return (tag & 0x10000) != 0;
  }

  static boolean isPrivateCreator(int tag) {
    int element = tag & 0xFFFF;
    return isPrivate(tag) && element >= 0x10 && element <= 0xFF;
  }

  static boolean isGroupLength(int tag) {
    return (tag & 0xFFFF) == 0;
  }
}
