package org.rotavox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a node can be asked to do, by name, such as {@code job.pause}. Names are added
 * when the node is wired; each has one meaning, whoever calls.
 */
public final class Operations implements NodeAccess {

  /** How long an operation may take that says nothing else. */
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

  /** How long an operation may take that has much to do. */
  public static final Duration LONG_LIMIT = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /** What is known of an operation. */
  private record Entry(String meaning, Duration limit, Operation operation) {}

  /** An operation that gives one answer. */
  @FunctionalInterface
  public interface Question {

    /**
     * Answers.
     *
     * @throws Refusal if the arguments are wrong or the node says no; nothing was changed
     * @throws IOException if it cannot be done; the message tells people why
     */
    Object answer(Arguments arguments) throws IOException;
  }

  /** Adds an operation that gives one answer at once. */
  public Operations add(String name, String meaning, Question question) {
    return add(
        name,
        meaning,
        USUAL_LIMIT,
        (arguments, answers) -> answers.send(question.answer(arguments)));
  }

  /**
   * Adds an operation that gives any number of answers.
   *
   * @param limit the connection is closed after this long
   */
  public Operations add(String name, String meaning, Duration limit, Operation operation) {
    if (entries.putIfAbsent(name, new Entry(meaning, limit, operation)) != null) {
      throw new IllegalStateException("two operations have the name " + name);
    }
    return this;
  }

  /** Returns name and meaning of each operation, by name. */
  public List<Description> list() {
    List<Description> all = new ArrayList<>();
    entries.forEach((name, entry) -> all.add(new Description(name, entry.meaning)));
    all.sort(Comparator.comparing(Description::name));
    return all;
  }

  /**
   * An operation in words.
   *
   * @param name by which it is called
   * @param meaning what it does
   */
  public record Description(String name, String meaning) {}

  /** Returns how long an operation may take; the usual limit where there is no such operation. */
  public Duration limitOf(String name) {
    Entry entry = entries.get(name);
    return entry == null ? USUAL_LIMIT : entry.limit;
  }

  /**
   * Runs an operation.
   *
   * @throws Refusal if there is none with this name, or it says no
   */
  public void run(String name, Arguments arguments, Answers answers) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new Refusal(
          "this node knows no operation `" + name + "`: program and node may differ in version");
    }
    try {
      entry.operation.run(arguments, answers);
    } catch (java.io.UncheckedIOException e) {
      throw new IOException(Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (RuntimeException e) {
      LOG.error("the operation {} failed; this is a fault of the software", name, e);
      throw new IOException(
          "a fault of the software (" + e.getClass().getSimpleName() + "), see the node's log", e);
    }
  }

  @Override
  public void call(String operation, Arguments arguments, Consumer<JsonNode> answers)
      throws IOException {
    run(operation, arguments, answer -> answers.accept(Json.tree(answer)));
  }
}
