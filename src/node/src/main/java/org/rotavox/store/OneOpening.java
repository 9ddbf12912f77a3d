package org.rotavox.store;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one opening of a database file. H2 opens the file anew for whoever connects to a
 * database that has closed; a pool does that without a word when it replaces connections that died,
 * and what is written then belongs to no opening that anybody has checked. Here such a connection
 * is one whose every statement fails at once.
 */
final class OneOpening implements DataSource {

  private static final String CLOSED = "the database of this connection is closed";
  private static final String CONNECTION_DOES_NOT_EXIST = "08003";

  private final String url;
  private final String user;
  private final BooleanSupplier open;

  /**
   * Takes the address of a file.
   *
   * @param open returns true while the database answers to a connection of the same opening
   */
  OneOpening(String url, String user, BooleanSupplier open) {
    this.url = url;
    this.user = user;
    this.open = open;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!open.getAsBoolean()) {
      return dead();
    }
    Connection connection = DriverManager.getConnection(url, user, "");
    if (open.getAsBoolean()) {
      return connection;
    }
    connection.close(); // it closed between the two: this one has opened it again
    return dead();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  /**
   * Handed out instead of an exception, since a pool lets its callers wait half a minute for a
   * connection that it cannot get.
   */
  private static Connection dead() {
    return (Connection)
        Proxy.newProxyInstance(
            OneOpening.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "isValid", "getAutoCommit" -> true;
                  case "isClosed", "isReadOnly" -> false;
                  case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
                  case "getNetworkTimeout" -> 0;
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "toString" -> CLOSED;
                  case "commit" -> throw closed();
                  default -> nothing(method.getReturnType());
                });
  }

  /** What only sets something up is let through; the first statement fails. */
  private static @Nullable Object nothing(Class<?> type) throws SQLException {
    if (type == void.class) {
      return null;
    }
    throw closed();
  }

  private static SQLException closed() {
    return new SQLNonTransientConnectionException(CLOSED, CONNECTION_DOES_NOT_EXIST);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
