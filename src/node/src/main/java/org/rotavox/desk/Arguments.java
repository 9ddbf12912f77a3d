package org.rotavox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation was called with. A missing or wrong argument is refused in words.
 *
 * @param values by name
 */
public record Arguments(JsonNode values) {

  /** No arguments. */
  public static final Arguments NONE = new Arguments(JsonNodeFactory.instance.objectNode());

  /** Makes arguments of plain values; those that are null are left out. */
  public static Arguments of(Map<String, ? extends @Nullable Object> values) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    values.forEach(
        (name, value) -> {
          if (value != null) {
            node.putPOJO(name, value);
          }
        });
    return new Arguments(Json.tree(node));
  }

  /** Returns an argument that must be there. */
  public String text(String name) throws Refusal {
    return optionalText(name)
        .orElseThrow(() -> new Refusal("the argument `" + name + "` is missing"));
  }

  /** Returns an argument that may be left out. */
  public Optional<String> optionalText(String name) throws Refusal {
    JsonNode value = values.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw new Refusal("the argument `" + name + "` must be a single value");
    }
    return Optional.of(value.asText());
  }

  /** Returns a whole number that must be there. */
  public long number(String name) throws Refusal {
    String text = text(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Refusal("the argument `" + name + "` must be a whole number, not `" + text + "`");
    }
  }

  /** Returns a whole number between two, or what stands for it if it is left out. */
  public int number(String name, int fallback, int least, int most) throws Refusal {
    if (optionalText(name).isEmpty()) {
      return fallback;
    }
    long number = number(name);
    if (number < least || number > most) {
      throw new Refusal(
          "the argument `" + name + "` must be from " + least + " to " + most + ", not " + number);
    }
    return (int) number;
  }

  /** Returns one of some names, in any case, that must be there. */
  public <E extends Enum<E>> E choice(String name, Class<E> names) throws Refusal {
    String text = text(name);
    for (E each : names.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(text)) {
        return each;
      }
    }
    throw new Refusal(
        "the argument `"
            + name
            + "` must be one of "
            + Arrays.toString(names.getEnumConstants()).toLowerCase(Locale.ROOT)
            + ", not `"
            + text
            + "`");
  }
}
