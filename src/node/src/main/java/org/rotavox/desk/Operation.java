package org.rotavox.desk;

import java.time.Duration;

/**
 * One thing that a node can be asked or told to do: its name, what it means, who may do it, how
 * long it may take, and the records in which it is asked and answered.
 *
 * @param name by which it is called, such as {@code job.pause}
 * @param meaning what it does, and its arguments
 * @param role the least role that may do it
 * @param limit the connection is closed after this long
 * @param request the record of its arguments
 * @param answer the record, or text, of an answer
 * @param count how many answers there are
 * @param <Q> the request
 * @param <A> an answer
 */
public record Operation<Q, A>(
    String name,
    String meaning,
    Role role,
    Duration limit,
    Class<Q> request,
    Class<A> answer,
    Count count) {

  /** How long an operation may take that says nothing else. */
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

  /** How many answers an operation gives. */
  public enum Count {
    /** One. */
    ONE,
    /** One list. */
    LIST,
    /** Any number, one after the other. */
    MANY
  }

  /** An operation that gives one answer at once. */
  public static <Q, A> Operation<Q, A> one(
      String name, String meaning, Role role, Class<Q> request, Class<A> answer) {
    return new Operation<>(name, meaning, role, USUAL_LIMIT, request, answer, Count.ONE);
  }

  /** An operation that gives one list at once. */
  public static <Q, A> Operation<Q, A> list(
      String name, String meaning, Role role, Class<Q> request, Class<A> answer) {
    return new Operation<>(name, meaning, role, USUAL_LIMIT, request, answer, Count.LIST);
  }

  /** An operation that gives any number of answers. */
  public static <Q, A> Operation<Q, A> many(
      String name, String meaning, Role role, Class<Q> request, Class<A> answer) {
    return new Operation<>(name, meaning, role, USUAL_LIMIT, request, answer, Count.MANY);
  }

  /** Returns the same operation with another limit. */
  public Operation<Q, A> within(Duration longest) {
    return new Operation<>(name, meaning, role, longest, request, answer, count);
  }
}
