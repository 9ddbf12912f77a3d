package org.rotavox.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rotavox.dicom.AeTitle;
import org.rotavox.upperlayer.DicomClient;
import org.rotavox.upperlayer.RemoteNode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of commands that talk to one DICOM node. */
final class Peer {

  private static final int MAX_PDU_BYTES = 256 * 1024;

  @Option(
      names = "--calling",
      paramLabel = "AET",
      defaultValue = "ROTAVOX",
      converter = AeTitleConverter.class,
      description =
          "Our own AE title; it must be registered at the other side. Default: "
              + "${DEFAULT-VALUE}.")
  private AeTitle calling = new AeTitle("ROTAVOX");

  @Option(
      names = "--timeout",
      converter = NumberOption.Timeout.class,
      paramLabel = "TIME",
      defaultValue = "30 s",
      description =
          "Longest wait for the connection and for each answer, such as 2 min or, in seconds, 30."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(30);

  @ArgGroup(validate = false, heading = "%nTLS:%n")
  private TlsOptions tls = new TlsOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * Returns what opens connections to the node.
   *
   * @throws IOException if a key store or trust store cannot be used
   */
  DicomClient client() throws IOException {
    return tls.client(spec);
  }

  /** Returns the node at an address as the upper layer wants it. */
  RemoteNode remote(Address address) {
    return new RemoteNode(
        new AeTitle(address.aeTitle()),
        calling,
        address.host(),
        address.port(),
        MAX_PDU_BYTES,
        timeout,
        timeout);
  }

  /**
   * Where a node is.
   *
   * @param aeTitle its AE title
   * @param host name or address
   * @param port TCP port
   */
  record Address(String aeTitle, String host, int port) {

    /** Before the command line is read. */
    static final Address NONE = new Address("", "", 0);
  }

  /** Reads {@code AET@HOST:PORT}; an IPv6 address stands in brackets. */
  static final class AddressConverter implements ITypeConverter<Address> {

    private static final Pattern FORM = Pattern.compile("(.+)@(\\[[0-9a-fA-F:.]+]|[^:@/]+):(\\d+)");

    @Override
    public Address convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches() || !AeTitle.isValid(matcher.group(1))) {
        throw new TypeConversionException("must be AET@HOST:PORT such as PACS@pacs.example:104");
      }
      String digits = matcher.group(3);
      int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
      if (port < 1 || port > 65535) {
        throw new TypeConversionException("must be AET@HOST:PORT with a port from 1 to 65535");
      }
      return new Address(matcher.group(1), matcher.group(2).replaceAll("[\\[\\]]", ""), port);
    }
  }

  /** Reads an AE title. */
  static final class AeTitleConverter implements ITypeConverter<AeTitle> {

    @Override
    public AeTitle convert(String text) {
      if (!AeTitle.isValid(text)) {
        throw new TypeConversionException("must be an AE title of 1 to 16 characters");
      }
      return new AeTitle(text);
    }
  }
}
