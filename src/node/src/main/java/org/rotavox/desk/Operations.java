package org.rotavox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that this process answers, by the names of the operations. They are added when the
 * node is wired; each has one meaning for all callers. Thread-safe.
 */
public final class Operations implements NodeAccess {

  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  private record Entry(Operation<?, ?> operation, Runner runner) {}

  @FunctionalInterface
  private interface Runner {
    void run(JsonNode arguments, Answers answers) throws IOException;
  }

  /**
   * Answers a request. Any thread may call it, several at once.
   *
   * @param <Q> the request
   * @param <A> the answer
   */
  @FunctionalInterface
  public interface Answerer<Q, A> {

    /**
     * Answers.
     *
     * @throws Refusal if the request is wrong or the node says no; nothing was changed
     * @throws IOException if it cannot be done; the message tells people why
     */
    A answer(Q request) throws IOException;
  }

  /**
   * Answers a request as often as it likes.
   *
   * @param <Q> the request
   * @param <A> an answer
   */
  @FunctionalInterface
  public interface Teller<Q, A> {

    /**
     * Answers.
     *
     * @param answers takes the answers; throws {@link UncheckedIOException} where the caller is
     *     gone: the teller should end
     */
    void tell(Q request, Consumer<A> answers) throws IOException;
  }

  /** Adds an operation with one answer. */
  public <Q, A> Operations add(Operation<Q, A> operation, Answerer<Q, A> answerer) {
    return put(
        operation,
        Operation.Count.ONE,
        (arguments, answers) ->
            answers.send(answerer.answer(Json.request(arguments, operation.request()))));
  }

  /** Adds an operation whose answer is a list. */
  public <Q, A> Operations addList(Operation<Q, A> operation, Answerer<Q, List<A>> answerer) {
    return put(
        operation,
        Operation.Count.LIST,
        (arguments, answers) ->
            answers.send(answerer.answer(Json.request(arguments, operation.request()))));
  }

  /** Adds an operation with any number of answers. */
  public <Q, A> Operations addMany(Operation<Q, A> operation, Teller<Q, A> teller) {
    return put(
        operation,
        Operation.Count.MANY,
        (arguments, answers) ->
            teller.tell(
                Json.request(arguments, operation.request()),
                answer -> {
                  try {
                    answers.send(answer);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  private Operations put(Operation<?, ?> operation, Operation.Count count, Runner runner) {
    if (operation.count() != count) {
      throw new IllegalArgumentException(operation.name() + " gives " + operation.count());
    }
    if (entries.putIfAbsent(operation.name(), new Entry(operation, runner)) != null) {
      throw new IllegalStateException("two operations have the name " + operation.name());
    }
    return this;
  }

  /** Returns what can be asked and ordered, by name. */
  public List<Description> list() {
    return entries.values().stream()
        .map(entry -> Description.of(entry.operation))
        .sorted(Comparator.comparing(Description::name))
        .toList();
  }

  /**
   * Description of an operation.
   *
   * @param name by which it is called
   * @param meaning what it does
   * @param role the least role that may do it
   */
  public record Description(String name, String meaning, Role role) {

    private static Description of(Operation<?, ?> operation) {
      return new Description(operation.name(), operation.meaning(), operation.role());
    }
  }

  /** Returns how long an operation may take; the usual limit where there is no such operation. */
  public Duration limitOf(String name) {
    Entry entry = entries.get(name);
    return entry == null ? Operation.USUAL_LIMIT : entry.operation.limit();
  }

  /**
   * Runs an operation.
   *
   * @throws Refusal if there is none with this name, its arguments are wrong, or it says no
   */
  public void run(String name, JsonNode arguments, Answers answers) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new Refusal(
          "this node has no operation `" + name + "`: program and node may differ in version");
    }
    try {
      entry.runner.run(arguments, answers);
    } catch (UncheckedIOException e) {
      throw new IOException(Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (RuntimeException e) {
      LOG.error("the operation {} failed; this is a fault of the software", name, e);
      throw new IOException(
          "a fault of the software (" + e.getClass().getSimpleName() + "), see the node's log", e);
    }
  }

  @Override
  public void call(String operation, JsonNode arguments, Consumer<JsonNode> answers)
      throws IOException {
    run(operation, arguments, answer -> answers.accept(Json.tree(answer)));
  }
}
