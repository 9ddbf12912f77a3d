package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rotavox.upperlayer.DicomClient;
import org.rotavox.upperlayer.TlsSettings;
import org.rotavox.upperlayer.TlsTransport;
import org.rotavox.upperlayer.UpperLayer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How a command secures its connection: the words of {@code tls} of a destination. */
final class TlsOptions {

  @Option(
      names = "--trust-store",
      paramLabel = "FILE",
      description =
          "Use TLS, and trust the certificates in this file (PKCS #12 or JKS). "
              + "Default: no TLS.")
  private @Nullable Path trustStore;

  @Option(
      names = "--trust-store-password",
      paramLabel = "PASSWORD",
      arity = "0..1",
      interactive = true,
      converter = PasswordConverter.class,
      description =
          "Its password; best as '$${ENV:NAME}', or without a value: then it is asked for.")
  private String trustStorePassword = "";

  @Option(
      names = "--key-store",
      paramLabel = "FILE",
      description =
          "Our private key and certificate, for nodes that ask for one. "
              + "Default: none is sent.")
  private @Nullable Path keyStore;

  @Option(
      names = "--key-store-password",
      paramLabel = "PASSWORD",
      arity = "0..1",
      interactive = true,
      converter = PasswordConverter.class,
      description = "Its password, in the same ways.")
  private String keyStorePassword = "";

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      defaultValue = "bcp-195",
      converter = ProfileConverter.class,
      description = "bcp-195 or non-downgrading-bcp-195. Default: ${DEFAULT-VALUE}.")
  private TlsSettings.Profile profile = TlsSettings.Profile.BCP_195;

  @Option(
      names = "--no-host-name-must-match",
      description = "Also accept a trusted certificate that does not name the host.")
  private boolean anyHostName;

  /**
   * Returns what opens connections as these options say.
   *
   * @throws IOException if a store cannot be used
   */
  DicomClient client(CommandSpec spec) throws IOException {
    if (trustStore == null) {
      if (keyStore != null) {
        throw new ParameterException(
            spec.commandLine(), "--key-store is for TLS, which needs --trust-store too");
      }
      return UpperLayer.client();
    }
    return UpperLayer.client(
        TlsTransport.of(
            new TlsSettings(
                Optional.ofNullable(keyStore)
                    .map(file -> new TlsSettings.Store(file, keyStorePassword)),
                new TlsSettings.Store(trustStore, trustStorePassword),
                profile,
                false,
                !anyHostName)));
  }

  /** Reads a password, or the name of the environment variable that holds it. */
  static final class PasswordConverter implements ITypeConverter<String> {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{ENV:([A-Za-z_][A-Za-z0-9_]*)}");

    @Override
    public String convert(String text) {
      Matcher matcher = VARIABLE.matcher(text);
      if (!matcher.matches()) {
        return text;
      }
      String value = System.getenv(matcher.group(1));
      if (value == null) {
        throw new TypeConversionException(
            "the environment variable " + matcher.group(1) + " is not set");
      }
      return value;
    }
  }

  /** Reads a profile as the configuration writes it. */
  static final class ProfileConverter implements ITypeConverter<TlsSettings.Profile> {

    @Override
    public TlsSettings.Profile convert(String text) {
      return switch (text) {
        case "bcp-195" -> TlsSettings.Profile.BCP_195;
        case "non-downgrading-bcp-195" -> TlsSettings.Profile.NON_DOWNGRADING_BCP_195;
        default -> throw new TypeConversionException("must be bcp-195 or non-downgrading-bcp-195");
      };
    }
  }
}
