package org.rotavox.store;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.mapper.reflect.ColumnNameMatcher;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.jdbi.v3.core.mapper.reflect.SnakeCaseColumnNameMatcher;
import org.jdbi.v3.core.statement.Update;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * How the columns of the ledger and the components of records belong together: by name. The
 * component {@code runId} is the column {@code run_id}, a time {@code notBefore} the column {@code
 * not_before_ms}; {@link ColumnName} says another name. A column that a record reads and writes is
 * named in the migration that makes it and in the record, and nowhere else.
 *
 * <p>The types: times are milliseconds since 1970, with 0 for an empty optional one; UIDs, AE
 * titles, paths and names of enums are texts; a list of texts is one text with a line for each.
 */
final class Columns {

  private static final String TIME = "_ms";

  private Columns() {}

  /** Registers the types of the ledger with a database. */
  static void register(Jdbi jdbi) {
    jdbi.getConfig(ReflectionMappers.class)
        .setColumnNameMatchers(List.of(new SnakeCaseColumnNameMatcher(), new TimeColumns()));
    jdbi.registerColumnMapper(Uid.class, (row, column, context) -> new Uid(row.getString(column)));
    jdbi.registerColumnMapper(
        AeTitle.class, (row, column, context) -> new AeTitle(row.getString(column)));
    jdbi.registerColumnMapper(Path.class, (row, column, context) -> Path.of(row.getString(column)));
    jdbi.registerColumnMapper(
        Instant.class, (row, column, context) -> Instant.ofEpochMilli(row.getLong(column)));
    jdbi.registerColumnMapper(
        new GenericType<Optional<Instant>>() {},
        (row, column, context) ->
            Optional.of(row.getLong(column)).filter(ms -> ms != 0).map(Instant::ofEpochMilli));
    jdbi.registerColumnMapper(
        new GenericType<List<String>>() {},
        (row, column, context) -> row.getString(column).lines().toList());
    jdbi.registerColumnMapper(
        Verdict.Priority.class, (row, column, context) -> priority(row.getInt(column)));
    jdbi.registerColumnMapper(
        SeriesFacts.class, (row, column, context) -> FactsJson.read(row.getString(column)));
  }

  /** Returns how rows become records: each component from the column of its name. */
  static <T> RowMapper<T> to(Class<T> type) {
    return ConstructorMapper.of(type);
  }

  /**
   * Adds a row with a column for each component of a record but {@code id}, which the database
   * chooses; columns that the record does not have get their default.
   *
   * @return the {@code id}
   */
  static long insert(Handle handle, String table, Record row) {
    List<RecordComponent> components =
        Arrays.stream(row.getClass().getRecordComponents())
            .filter(component -> !component.getName().equals("id"))
            .toList();
    Update insert =
        handle.createUpdate(
            "INSERT INTO "
                + table
                + " ("
                + components.stream().map(Columns::name).collect(Collectors.joining(", "))
                + ") VALUES ("
                + String.join(", ", Collections.nCopies(components.size(), "?"))
                + ")");
    for (int position = 0; position < components.size(); position++) {
      insert.bind(position, stored(value(components.get(position), row)));
    }
    return insert.executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
  }

  /** Returns the column of a component. */
  private static String name(RecordComponent component) {
    ColumnName other = component.getAccessor().getAnnotation(ColumnName.class);
    if (other != null) {
      return other.value();
    }
    String snake = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return component.getType() == Instant.class ? snake + TIME : snake;
  }

  private static Object value(RecordComponent component, Record row) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no value of " + component, e);
    }
  }

  /** Returns what a column holds for a value. */
  private static Object stored(Object value) {
    if (value instanceof Uid uid) {
      return uid.value();
    } else if (value instanceof AeTitle title) {
      return title.value();
    } else if (value instanceof Path path) {
      return path.toString();
    } else if (value instanceof Instant time) {
      return time.toEpochMilli();
    } else if (value instanceof Verdict.Priority priority) {
      return rank(priority);
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    } else if (value instanceof List<?> lines) {
      return lines.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
    return value;
  }

  /** Returns the rank by which the ledger sorts a priority, the most urgent first. */
  static int rank(Verdict.Priority priority) {
    return switch (priority) {
      case URGENT -> 10;
      case NORMAL -> 20;
      case LOW -> 30;
    };
  }

  private static Verdict.Priority priority(int rank) {
    for (Verdict.Priority priority : Verdict.Priority.values()) {
      if (rank(priority) == rank) {
        return priority;
      }
    }
    throw new IllegalStateException("no priority has the rank " + rank);
  }

  /** The column of a time has its unit at the end of its name. */
  private static final class TimeColumns implements ColumnNameMatcher {

    private final ColumnNameMatcher snake = new SnakeCaseColumnNameMatcher();

    @Override
    public boolean columnNameMatches(String column, String component) {
      return column.toLowerCase(Locale.ROOT).endsWith(TIME)
          && snake.columnNameMatches(
              column.substring(0, column.length() - TIME.length()), component);
    }

    @Override
    public boolean columnNameStartsWith(String column, String prefix) {
      return snake.columnNameStartsWith(column, prefix);
    }
  }
}
