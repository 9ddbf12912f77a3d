package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS between TCP and the upper layer, by the BCP 195 profiles of PS3.15 annexes B.9 and B.10. */
public final class TlsTransport implements Transport {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** RFC 7525 section 4.2 for TLS 1.2; RFC 8446 section 9.1 for TLS 1.3. */
  private static final List<String> RECOMMENDED =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");

  private final TlsSettings settings;
  private final SSLSocketFactory factory;
  private final String[] cipherSuites;

  private TlsTransport(TlsSettings settings, SSLSocketFactory factory) {
    this.settings = settings;
    this.factory = factory;
    this.cipherSuites = cipherSuites(settings.profile(), factory);
  }

  /**
   * Reads the key stores.
   *
   * @throws IOException if one cannot be read or holds no usable key; says which, and why
   */
  public static TlsTransport of(TlsSettings settings) throws IOException {
    KeyStore trusted = load("trust store", settings.trusted());
    KeyManager[] ours =
        settings.keys().isPresent() ? keyManagers(settings.keys().get()) : new KeyManager[0];
    try {
      TrustManagerFactory theirs =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      theirs.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours, theirs.getTrustManagers(), null);
      return new TlsTransport(settings, context.getSocketFactory());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the certificates of %s cannot be used: %s".formatted(settings.trusted(), e.getMessage()),
          e);
    }
  }

  private static KeyManager[] keyManagers(TlsSettings.Store store) throws IOException {
    KeyStore keys = load("key store", store);
    try {
      KeyManagerFactory ours =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      ours.init(keys, store.password().toCharArray());
      return ours.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the keys of %s cannot be used: %s".formatted(store, e.getMessage()), e);
    }
  }

  private static KeyStore load(String what, TlsSettings.Store named) throws IOException {
    Path file = named.file();
    if (!Files.isReadable(file)) {
      throw new IOException("the %s %s cannot be read".formatted(what, file));
    }
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), named.password().toCharArray());
      if (store.size() == 0) {
        throw new IOException("the %s %s is empty".formatted(what, file));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IOException(
          "the %s %s cannot be opened: %s".formatted(what, file, e.getMessage()), e);
    }
  }

  private static String[] cipherSuites(TlsSettings.Profile profile, SSLSocketFactory factory) {
    List<String> supported = List.of(factory.getSupportedCipherSuites());
    return switch (profile) {
      case NON_DOWNGRADING_BCP_195 ->
          RECOMMENDED.stream().filter(supported::contains).toArray(String[]::new);
      case BCP_195 ->
          Arrays.stream(factory.getDefaultCipherSuites())
              .filter(TlsTransport::isForwardSecretAndAuthenticated)
              .toArray(String[]::new);
    };
  }

  private static boolean isForwardSecretAndAuthenticated(String suite) {
    boolean authenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_");
    boolean version13 = !suite.contains("_WITH_");
    boolean ephemeral = suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_");
    return authenticated && (version13 || ephemeral);
  }

  @Override
  public Socket acceptorSide(Socket connection) throws IOException {
    SSLSocket socket = layered(connection, connection.getInetAddress().getHostAddress());
    socket.setUseClientMode(false);
    socket.setNeedClientAuth(settings.clientsMustAuthenticate());
    return shakenHands(socket);
  }

  @Override
  public Socket requestorSide(Socket connection, String host) throws IOException {
    SSLSocket socket = layered(connection, host);
    socket.setUseClientMode(true);
    if (settings.hostNameMustMatch()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    return shakenHands(socket);
  }

  private SSLSocket layered(Socket connection, String host) throws IOException {
    SSLSocket socket =
        (SSLSocket) factory.createSocket(connection, host, connection.getPort(), true);
    socket.setEnabledProtocols(PROTOCOLS);
    socket.setEnabledCipherSuites(cipherSuites);
    return socket;
  }

  private static Socket shakenHands(SSLSocket socket) throws IOException {
    try {
      socket.startHandshake();
      return socket;
    } catch (SSLException e) {
      String words = String.valueOf(e.getMessage());
      throw words.contains("Unsupported or unrecognized SSL message")
          ? new SSLException("plain text came instead of TLS: switch TLS on at the peer", e)
          : e;
    }
  }
}
