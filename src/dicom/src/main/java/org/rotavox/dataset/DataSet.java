package org.rotavox.dataset;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rotavox.dicom.Uid;

/**
 * A DICOM data set: attributes in the order of their tags (PS3.5 section 7).
 *
 * <p>Reads are null-safe: what is absent, empty or not of the asked form is empty, an unusual VR is
 * converted where that is possible. Writes take the VR from the dictionary and refuse a value that
 * the VR cannot hold with an {@link IllegalArgumentException} that names the tag, never the value.
 * Text is encoded when it is set: set the Specific Character Set first, or change it later, which
 * recodes all text. Values beyond a limit stay in the file they were read from, which must not
 * change meanwhile; if it fails, reads of them throw {@link java.io.UncheckedIOException}.
 *
 * <p>Reading from several threads is safe while nobody writes.
 */
public final class DataSet {

  private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
  private CharacterSet inherited = CharacterSet.DEFAULT;
  private @Nullable CharacterSet own;
  private boolean signedAround;

  public DataSet() {}

  /** Returns true if the attribute is there, with or without a value. */
  public boolean contains(int tag) {
    return elements.containsKey(tag);
  }

  /** Returns true if the attribute has at least one byte, item or fragment of value. */
  public boolean containsValue(int tag) {
    Element element = elements.get(tag);
    return element != null && element.hasValue();
  }

  public boolean isEmpty() {
    return elements.isEmpty();
  }

  /** Returns all tags in ascending order, compared unsigned. */
  public int[] tags() {
    return elements.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the VR with which the attribute was read or set. */
  public Optional<VR> vrOf(int tag) {
    return find(tag).map(Element::vr);
  }

  /** Returns the first value, trimmed as its VR demands; empty if it has no characters. */
  public Optional<String> getString(int tag) {
    return getStrings(tag).stream().findFirst().filter(text -> !text.isEmpty());
  }

  /** Returns the first value, or the fallback if there is none. */
  public String getString(int tag, String fallback) {
    return getString(tag).orElse(fallback);
  }

  /** Returns all values as texts, binary numbers in decimal; a value may be an empty text. */
  public List<String> getStrings(int tag) {
    return find(tag)
        .map(element -> ValueDecoder.strings(element, characterSet()))
        .orElse(List.of());
  }

  /** Returns the first value of a private attribute; see {@link PrivateBlock} for the tag. */
  public Optional<String> getString(String privateCreator, int tag) {
    OptionalInt resolved = PrivateBlock.resolve(this, privateCreator, tag);
    return resolved.isPresent() ? getString(resolved.getAsInt()) : Optional.empty();
  }

  /** Returns the first value as a whole number (also of "12.0"); unsigned 32 bits wrap around. */
  public OptionalInt getInt(int tag) {
    int[] values = getInts(tag);
    return values.length == 0 ? OptionalInt.empty() : OptionalInt.of(values[0]);
  }

  public int getInt(int tag, int fallback) {
    return getInt(tag).orElse(fallback);
  }

  /** Returns all values as whole numbers; none if one of them is not a whole number. */
  public int[] getInts(int tag) {
    Element element = elements.get(tag);
    return element == null ? new int[0] : ValueDecoder.ints(element);
  }

  /** Returns the first value as a finite number. */
  public OptionalDouble getDouble(int tag) {
    double[] values = getDoubles(tag);
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[0]);
  }

  /** Returns all values as numbers; none if one of them is not a number. */
  public double[] getDoubles(int tag) {
    Element element = elements.get(tag);
    return element == null ? new double[0] : ValueDecoder.numbers(element);
  }

  /** Returns the first value if it has the form of a UID. */
  public Optional<Uid> getUid(int tag) {
    return getString(tag).filter(Uid::isValid).map(Uid::new);
  }

  /** Returns the first value as a date: "20240131", also the old "2024.01.31". */
  public Optional<LocalDate> getDate(int tag) {
    return getString(tag).flatMap(Dates::parse);
  }

  /**
   * Returns the bytes of the value, little endian; none if absent, a sequence or encapsulated. Ask
   * {@link #valueLength} first where anybody may have written the value.
   */
  public byte[] getBytes(int tag) {
    Element element = elements.get(tag);
    return element == null ? new byte[0] : element.bytes().clone();
  }

  /** Returns the bytes as {@link #getBytes} does; none if they are more than {@code most}. */
  public byte[] getBytes(int tag, int most) {
    return valueLength(tag) > most ? new byte[0] : getBytes(tag);
  }

  /**
   * Returns how many bytes the value has, without reading any; fragments without their item headers
   * and Basic Offset Table; 0 if absent or a sequence.
   */
  public long valueLength(int tag) {
    Element element = elements.get(tag);
    return element == null ? 0 : element.value().length();
  }

  /** Returns the items of a sequence, live; none if absent. */
  public List<DataSet> getSequence(int tag) {
    Element element = elements.get(tag);
    return element != null && element.value() instanceof Value.Items items
        ? items.items()
        : List.of();
  }

  /** Returns the first item of a sequence. */
  public Optional<DataSet> getItem(int tag) {
    return getSequence(tag).stream().findFirst();
  }

  /** Returns where the value lies on disk, if it stayed there in one plain little-endian piece. */
  public Optional<BulkValue> getBulk(int tag) {
    return find(tag).flatMap(Element::bulk);
  }

  /** Sets texts; no values at all make the attribute empty. */
  public DataSet setString(int tag, String... values) {
    VR vr = Dictionary.vrOf(tag);
    byte[] bytes = ValueEncoder.text(tag, vr, characterSet(), values);
    if (tag == Tag.SpecificCharacterSet) {
      Recoding.recode(this, CharacterSet.of(List.of(values)));
    }
    return put(tag, vr, new Value.Bytes(bytes));
  }

  /** Sets texts of a private attribute; its block is reserved if it is not there. */
  public DataSet setString(String privateCreator, int tag, VR vr, String... values) {
    int resolved = PrivateBlock.reserve(this, privateCreator, tag);
    byte[] bytes = ValueEncoder.text(resolved, vr, characterSet(), values);
    return put(resolved, vr, new Value.Bytes(bytes));
  }

  /** Sets whole numbers; of "US or SS" attributes SS if Pixel Representation is 1 or one is < 0. */
  public DataSet setInt(int tag, int... values) {
    VR vr = Dictionary.vrOf(tag);
    if (Dictionary.followsPixelRepresentation(tag)) {
      boolean negative = java.util.Arrays.stream(values).anyMatch(value -> value < 0);
      vr = negative || getInt(Tag.PixelRepresentation, 0) == 1 ? VR.SS : VR.US;
    }
    return put(tag, vr, new Value.Bytes(ValueEncoder.ints(tag, vr, values)));
  }

  /** Sets numbers; decimal strings get the closest form that fits 16 characters. */
  public DataSet setDouble(int tag, double... values) {
    VR vr = Dictionary.vrOf(tag);
    return put(tag, vr, new Value.Bytes(ValueEncoder.doubles(tag, vr, values)));
  }

  public DataSet setUid(int tag, Uid value) {
    return setString(tag, value.value());
  }

  /** Sets bytes as they are, little endian; the VR is not checked against them. */
  public DataSet setBytes(int tag, VR vr, byte[] value) {
    if (vr == VR.SQ) {
      throw new IllegalArgumentException(Dictionary.describe(tag) + ": a sequence has items");
    }
    return put(tag, vr, new Value.Bytes(value.clone()));
  }

  /** Sets Pixel Data that is produced only when it is written. */
  public DataSet setFrames(VR vr, long length, FrameWriter writer) {
    return put(Tag.PixelData, vr, new Value.Produced(length, writer));
  }

  /** Sets the items of a sequence; they take over the character set of this data set. */
  public DataSet setSequence(int tag, List<DataSet> items) {
    for (DataSet item : items) {
      Recoding.adopt(item, characterSet());
    }
    return put(tag, VR.SQ, new Value.Items(List.copyOf(items)));
  }

  /** Sets the attribute without a value. */
  public DataSet setEmpty(int tag) {
    VR vr = Dictionary.vrOf(tag);
    return put(tag, vr, vr == VR.SQ ? new Value.Items(List.of()) : Value.Bytes.NONE);
  }

  public DataSet remove(int tag) {
    elements.remove(tag);
    own = tag == Tag.SpecificCharacterSet ? null : own;
    return this;
  }

  /** Sets all attributes of another data set, deep copies, recoded to the character set here. */
  public DataSet setAll(DataSet other) {
    DataSet copy = other.copy();
    if (other.contains(Tag.SpecificCharacterSet)) {
      setString(
          Tag.SpecificCharacterSet,
          other.getStrings(Tag.SpecificCharacterSet).toArray(String[]::new));
    }
    Recoding.recode(copy, characterSet());
    for (Element element : copy.elements()) {
      put(element);
    }
    return this;
  }

  /** Returns a deep copy; values on disk stay there. */
  public DataSet copy() {
    DataSet copy = new DataSet();
    copy.inherited = inherited;
    for (Element element : elements.values()) {
      copy.put(element.copy());
    }
    return copy;
  }

  /**
   * Returns a deep copy of those attributes that are present, their bytes untouched. If one of them
   * has text beyond ASCII, the Specific Character Set that explains it comes along.
   */
  public DataSet copyOf(int... tags) {
    DataSet copy = new DataSet();
    copy.inherited = characterSet();
    for (int tag : tags) {
      find(tag).map(Element::copy).ifPresent(copy::put);
    }
    if (Recoding.hasLocalText(copy)) {
      find(Tag.SpecificCharacterSet).ifPresent(copy::put);
    }
    return copy;
  }

  CharacterSet characterSet() {
    return own == null ? inherited : own;
  }

  /** Text without an own Specific Character Set is to be understood in this one. */
  void inherit(CharacterSet characterSet) {
    inherited = characterSet;
  }

  /** Returns what Pixel Representation says, here or in the data set around. */
  boolean pixelsAreSigned() {
    return getInt(Tag.PixelRepresentation, signedAround ? 1 : 0) == 1;
  }

  void inheritSignedPixels(boolean signed) {
    signedAround = signed;
  }

  Optional<Element> find(int tag) {
    return Optional.ofNullable(elements.get(tag));
  }

  Collection<Element> elements() {
    return elements.values();
  }

  DataSet put(int tag, VR vr, Value value) {
    return put(new Element(tag, vr, value));
  }

  DataSet put(Element element) {
    elements.put(element.tag(), element);
    if (element.tag() == Tag.SpecificCharacterSet) {
      own = CharacterSet.of(getStrings(Tag.SpecificCharacterSet));
    }
    return this;
  }

  /** Tells the number of attributes only: their values may be a patient's. */
  @Override
  public String toString() {
    return "DataSet of " + elements.size() + " attributes";
  }
}
