package org.rotavox.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.model.ObstacleCode;
import org.rotavox.model.SeriesFacts;
import org.rotavox.yaml.FaultList;
import org.rotavox.yaml.NearestName;
import org.rotavox.yaml.YamlList;
import org.rotavox.yaml.YamlMap;
import org.rotavox.yaml.YamlText;
import org.rotavox.yaml.YamlValue;

/** Reads the facts of a series from a file of cases. */
final class CaseFacts {

  private static final List<String> NAMES =
      Arrays.stream(Fact.values()).map(Fact::ruleName).toList();

  private static final List<String> CODES =
      Arrays.stream(ObstacleCode.values()).map(Enum::name).toList();

  private final FaultList faults;
  private final SeriesFacts.Builder facts = SeriesFacts.builder();

  CaseFacts(FaultList faults) {
    this.faults = faults;
  }

  SeriesFacts read(YamlMap map) {
    map.map("facts", faults).ifPresent(written -> written.entries().forEach(this::fact));
    map.map("header", faults)
        .ifPresent(
            written ->
                written
                    .entries()
                    .forEach(entry -> facts.headerField(entry.key(), values(entry.value()))));
    map.list("obstacles", faults).ifPresent(list -> list.items().forEach(this::inWords));
    return facts.build();
  }

  private void fact(YamlMap.Entry entry) {
    Optional<Fact> fact = Fact.named(entry.key());
    if (fact.isEmpty()) {
      faults.add(
          entry.keyPlace(),
          entry.key(),
          "unknown fact `" + entry.key() + "`",
          NearestName.suggestion(NAMES, entry.key()));
      return;
    }
    if (fact.get() == Fact.OBSTACLES) {
      (entry.value() instanceof YamlList list ? list.items() : List.of(entry.value()))
          .forEach(this::obstacle);
      return;
    }
    Optional<Object> value = value(fact.get().type(), entry.value());
    if (value.isEmpty()) {
      faults.add(
          entry.value().place(),
          entry.value().toString(),
          "`"
              + entry.key()
              + "` is "
              + Words.of(fact.get().type())
              + ", not `"
              + entry.value()
              + "`",
          "");
      return;
    }
    facts.set(fact.get(), value.get());
  }

  /** Obstacles beside the facts may be any words. */
  private void inWords(YamlValue written) {
    if (code(written).isPresent()) {
      obstacle(written);
    } else {
      facts.obstacle(new Obstacle("CASE", "", written.toString(), ""));
    }
  }

  private static Optional<ObstacleCode> code(YamlValue written) {
    return Arrays.stream(ObstacleCode.values())
        .filter(known -> known.name().equals(written.toString()))
        .findFirst();
  }

  private void obstacle(YamlValue written) {
    Optional<ObstacleCode> code = code(written);
    if (code.isEmpty()) {
      faults.add(
          written.place(),
          written.toString(),
          "unknown obstacle `" + written + "`",
          NearestName.suggestion(CODES, written.toString()));
      return;
    }
    facts.obstacle(new Obstacle(code.get().name(), "", code.get().meaning(), ""));
  }

  private static Optional<Object> value(Fact.Type type, YamlValue written) {
    if (type == Fact.Type.TEXT_LIST) {
      return Optional.of(values(written));
    }
    if (!(written instanceof YamlText text)) {
      return Optional.empty();
    }
    try {
      return switch (type) {
        case TEXT, TEXT_LIST -> Optional.of(text.text());
        case INTEGER -> Optional.of(Long.valueOf(text.text()));
        case NUMBER -> Optional.of(Double.valueOf(text.text()));
        case BOOLEAN -> text.asBoolean().map(Object.class::cast);
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<String> values(YamlValue written) {
    return written instanceof YamlList list
        ? list.items().stream().map(Object::toString).toList()
        : List.of(written.toString());
  }
}
