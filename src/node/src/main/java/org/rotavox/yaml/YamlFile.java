package org.rotavox.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads one YAML document whose top is a group of keys. Anchors, aliases and tags are refused: they
 * make a file harder to read.
 */
public final class YamlFile {

  /** Longest file, characters. */
  public static final int MAX_CHARACTERS = 4 << 20;

  private static final int MAX_DEPTH = 20;

  private final String fileName;
  private final String source;
  private final int sourceCodePoints;
  private final FaultList faults;

  private YamlFile(String fileName, String source, FaultList faults) {
    this.fileName = fileName;
    this.source = source;
    this.sourceCodePoints = source.codePointCount(0, source.length());
    this.faults = faults;
  }

  /** Returns the text of a file; empty, with a fault, if it cannot be read as UTF-8. */
  public static Optional<String> text(Path file, FaultList faults) {
    Place place = Place.wholeFile(String.valueOf(file.getFileName()));
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException e) {
      faults.add(place, "", "the file " + file + " does not exist", "");
    } catch (CharacterCodingException e) {
      faults.add(place, "", "the file is not UTF-8 text", "save it with the encoding UTF-8");
    } catch (IOException e) {
      faults.add(place, "", "the file cannot be read: " + e.getMessage(), "check its permissions");
    }
    return Optional.empty();
  }

  /** Returns the keys of a file's text; empty, with faults, if it is not readable YAML. */
  public static Optional<YamlMap> parse(String source, String fileName, FaultList faults) {
    return new YamlFile(fileName, source, faults).read();
  }

  private Optional<YamlMap> read() {
    Place top = new Place(fileName, 1, 1);
    if (source.length() > MAX_CHARACTERS) {
      faults.add(top, "", "longer than " + MAX_CHARACTERS + " characters", "split it");
      return Optional.empty();
    }
    Node node = compose();
    if (node == null) {
      if (faults.isEmpty()) {
        return Optional.of(YamlMap.empty(top));
      }
      return Optional.empty();
    }
    if (refuseAnchors(node)) {
      return Optional.empty();
    }
    YamlValue value = convert(node);
    if (value instanceof YamlMap map) {
      return Optional.of(map);
    }
    faults.add(
        value.place(),
        "",
        "the file must begin with `key: value` lines, not with " + value.kind(),
        "look at the commented file of the installation");
    return Optional.empty();
  }

  /** Returns true, with a fault, at the first anchor: an alias may make a node its own child. */
  private boolean refuseAnchors(Node node) {
    if (node.getAnchor() != null) {
      faults.add(
          placeOf(node),
          "&" + node.getAnchor(),
          "anchors and aliases (& and *) are not supported",
          "write the value out in both places, or put it in quotes if it is text");
      return true;
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().anyMatch(item -> refuseAnchors(item));
    }
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(
                tuple -> refuseAnchors(tuple.getKeyNode()) || refuseAnchors(tuple.getValueNode()));
  }

  private @Nullable Node compose() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      return new Yaml(options).compose(new StringReader(source));
    } catch (MarkedYAMLException e) {
      YamlSyntaxFault.report(e, fileName, source, faults);
    } catch (YAMLException e) {
      faults.add(
          new Place(fileName, 1, 1), "", "not readable as YAML: " + firstLine(e.getMessage()), "");
    }
    return null;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "unknown reason" : message.lines().findFirst().orElse("");
  }

  private YamlValue convert(Node node) {
    Place place = placeOf(node);
    if (node instanceof ScalarNode scalar) {
      return convert(scalar, place);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item));
      }
      return new YamlList(place, items);
    }
    return convert((MappingNode) node, place);
  }

  private YamlText convert(ScalarNode scalar, Place place) {
    boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
    String tag = scalar.getTag().getValue();
    if (!tag.startsWith(Tag.PREFIX)) {
      String written = (tag + " " + scalar.getValue()).strip();
      faults.add(
          place,
          tag,
          "a value that begins with `!` is a tag in YAML, not text",
          "put the whole value in single quotes: '" + written + "'");
      return text(place, written, quoted, scalar);
    }
    return text(place, scalar.getValue(), quoted, scalar);
  }

  private YamlText text(Place place, String value, boolean quoted, Node node) {
    int start = index(node.getStartMark().getIndex());
    int end = index(node.getEndMark().getIndex());
    return new YamlText(place, value, quoted, new SourceAlignment(fileName, source, start, end));
  }

  private YamlMap convert(MappingNode mapping, Place place) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place keyPlace = placeOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        faults.add(keyPlace, "", "a key must be a single word", "");
        continue;
      }
      String key = keyNode.getValue();
      YamlMap.Entry first = entries.get(key);
      if (first != null) {
        faults.add(
            keyPlace,
            key,
            "the key `" + key + "` occurs twice",
            "the first one is in line " + first.keyPlace().line());
        continue;
      }
      entries.put(key, new YamlMap.Entry(key, keyPlace, convert(tuple.getValueNode())));
    }
    return new YamlMap(place, entries);
  }

  private Place placeOf(Node node) {
    return new Place(
        fileName, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  /** Marks count code points, Java strings count chars; few files hold a difference. */
  private int index(int codePoints) {
    return sourceCodePoints == source.length()
        ? codePoints
        : source.offsetByCodePoints(0, Math.min(codePoints, sourceCodePoints));
  }
}
