package org.rotavox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Calls operations, of a running node or of a data folder that no node has open. */
public interface NodeAccess {

  /**
   * Calls an operation by its name and hands over its answers as they come, as JSON.
   *
   * @throws Refusal if the node says no
   * @throws IOException if it could not be done, or the node cannot be reached any more
   */
  void call(String operation, JsonNode arguments, Consumer<JsonNode> answers) throws IOException;

  /** Calls an operation that gives one answer. */
  default <Q, A> A ask(Operation<Q, A> operation, Q request) throws IOException {
    return Json.value(single(operation, request), operation.answer());
  }

  /** Calls an operation that gives a list. */
  default <Q, A> List<A> list(Operation<Q, A> operation, Q request) throws IOException {
    List<A> all = new ArrayList<>();
    for (JsonNode each : single(operation, request)) {
      all.add(Json.value(each, operation.answer()));
    }
    return all;
  }

  /** Calls an operation that gives many answers, and hands them over as they come. */
  default <Q, A> void each(Operation<Q, A> operation, Q request, Consumer<A> answers)
      throws IOException {
    call(
        operation.name(),
        Json.tree(request),
        answer -> answers.accept(Json.value(answer, operation.answer())));
  }

  private <Q, A> JsonNode single(Operation<Q, A> operation, Q request) throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    call(operation.name(), Json.tree(request), answers::add);
    if (answers.size() != 1) {
      throw new IOException(
          operation.name() + " gave " + answers.size() + " answers instead of one");
    }
    return answers.get(0);
  }
}
