package org.rotavox.send;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.DurationText;
import org.rotavox.reconstruction.DestinationOutputs;
import org.rotavox.reconstruction.ProtocolKeys;
import org.rotavox.result.OutputKind;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.settings.tls.TlsKeys;

/**
 * The keys of each entry of {@code destinations} in {@code rotavox.yaml}, and how they are read.
 */
public final class DestinationKeys {

  private static final AeTitle STAND_IN = new AeTitle("INVALID");
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration DAY = Duration.ofDays(1);

  static final Key<String> NAME =
      Key.required("name", Format.NAME, "name of the destination for rules");
  static final Key<AeTitle> AE_TITLE =
      Key.required("aeTitle", Format.AE_TITLE, "the AE title of the destination");
  static final Key<String> HOST = Key.required("host", Format.HOST, "its host name or address");
  static final Key<Integer> PORT = Key.required("port", Format.PORT, "its TCP port");
  static final Key<AeTitle> CALLING_AE_TITLE =
      new Key<>(
          "callingAeTitle",
          Format.AE_TITLE,
          Optional.of("that of the node"),
          "the node's AE title for this destination");
  static final Key<Long> MAX_PDU_SIZE =
      Key.of(
          "maxPduSize",
          Format.size(4096, 16_000_000),
          "256 KiB",
          "largest PDU that the node offers to receive");
  public static final Key<Duration> CONNECT_TIMEOUT =
      Key.of(
          "connectTimeout",
          Format.duration(SHORTEST, DAY),
          "10 s",
          "longest wait for the connection and for the answer to the association request");
  static final Key<Duration> RESPONSE_TIMEOUT =
      Key.of(
          "responseTimeout",
          Format.duration(SHORTEST, DAY),
          "60 s",
          "longest wait for the answer to one C-STORE");
  static final Key<Integer> MAX_ATTEMPTS =
      Key.of(
          "maxAttempts",
          Format.count(1, 10_000),
          "100",
          "how often one instance is tried before its delivery counts as failed");
  static final Key<Duration> FIRST_RETRY_DELAY =
      Key.of(
          "firstRetryDelay",
          Format.duration(SHORTEST, DAY),
          "10 s",
          "wait before the second attempt; doubles from attempt to attempt");
  static final Key<Duration> MAX_RETRY_DELAY =
      Key.of("maxRetryDelay", Format.duration(SHORTEST, DAY), "15 min", "upper bound of that wait");

  static final Key<OutputKind> OUTPUTS =
      Key.of(
          "outputs",
          ProtocolKeys.OUTPUT_KIND,
          "[]",
          "list of what the destination gets; empty = what the protocol makes");
  static final Key<Fallback> FALLBACK =
      Key.of(
          "fallback",
          Format.choice(Fallback.class),
          Format.word(Fallback.of(SendingOptions.DEFAULT.ctInstead())),
          "what is sent where the destination refuses the SOP class of xray3d or enhanced-ct: ct = the"
              + " CT series, none = that delivery fails at once");
  static final Key<Syntax> TRANSFER_SYNTAXES =
      Key.of(
          "transferSyntaxes",
          Format.choice(Syntax.class),
          Syntax.words(SendingOptions.DEFAULT.transferSyntaxes()).toString(),
          "list of what is proposed, best first");
  static final Key<Integer> ASSOCIATIONS =
      Key.of(
          "associations",
          Format.count(1, 16),
          String.valueOf(SendingOptions.DEFAULT.associations()),
          "associations at once to the destination");
  static final Key<Integer> OPERATIONS_WINDOW =
      Key.of(
          "operationsWindow",
          Format.count(1, 64),
          String.valueOf(SendingOptions.DEFAULT.operationsWindow()),
          "objects that may be unanswered at once on one association (asynchronous operations"
              + " window); the destination may limit it");
  static final Key<String> WINDOW =
      Key.of(
          "window",
          Format.TEXT,
          SendingOptions.DEFAULT.timeWindow(),
          "name of the time window (schedule.windows) in which results are sent; empty = always");
  static final Key<ConfirmationSettings.Method> CONFIRMATION =
      Key.of(
          "confirmation",
          Format.choice(ConfirmationSettings.Method.class),
          Format.word(ConfirmationSettings.NONE.method()),
          "how the destination is asked to confirm its instances: commitment = storage"
              + " commitment, count = query (C-FIND) for every instance, commitment-or-count = the"
              + " second where the first is not offered");
  static final Key<Duration> CONFIRMATION_TIMEOUT =
      Key.of(
          "confirmationTimeout",
          Format.duration(SHORTEST, DAY),
          DurationText.exact(ConfirmationSettings.NONE.timeout()),
          "longest wait for the answer to a storage commitment request; then the request is repeated");
  static final Key<Integer> CONFIRMATION_ATTEMPTS =
      Key.of(
          "confirmationAttempts",
          Format.count(1, 1000),
          String.valueOf(ConfirmationSettings.NONE.attempts()),
          "number of requests before the instances stay delivered and not confirmed");

  public static final Group DESTINATION =
      new Group(
          "destinations",
          "Where results go.",
          List.of(
              NAME,
              AE_TITLE,
              HOST,
              PORT,
              CALLING_AE_TITLE,
              MAX_PDU_SIZE,
              CONNECT_TIMEOUT,
              RESPONSE_TIMEOUT,
              MAX_ATTEMPTS,
              FIRST_RETRY_DELAY,
              MAX_RETRY_DELAY,
              OUTPUTS,
              FALLBACK,
              TRANSFER_SYNTAXES,
              ASSOCIATIONS,
              OPERATIONS_WINDOW,
              WINDOW,
              CONFIRMATION,
              CONFIRMATION_TIMEOUT,
              CONFIRMATION_ATTEMPTS));

  private DestinationKeys() {}

  /**
   * What the entries refer to.
   *
   * @param aeTitle how the node introduces itself where an entry does not say
   * @param itself whether a destination is the node itself
   * @param windows names of the time windows
   */
  public record Node(AeTitle aeTitle, Predicate<DestinationSettings> itself, Set<String> windows) {}

  /**
   * Reads the list.
   *
   * @param folder that paths are relative to
   */
  public static Destinations read(Section file, Path folder, Node node) {
    Map<String, DestinationSettings> destinations = new LinkedHashMap<>();
    Map<String, DestinationOutputs> outputs = new HashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Section section : file.groups(DESTINATION.name(), NAME.name())) {
      section.allow(DESTINATION, TlsKeys.NAME);
      DestinationSettings destination = destination(section, folder, node);
      Integer first = lines.putIfAbsent(destination.name(), section.map().place().line());
      if (first != null && !destination.name().isEmpty()) {
        section.contradiction(
            NAME.name(),
            "the destination name `" + destination.name() + "` is used twice",
            "the first is in line " + first);
      }
      destinations.put(destination.name(), destination);
      outputs.put(
          destination.name(),
          new DestinationOutputs(
              Set.copyOf(section.values(OUTPUTS)), destination.sending().ctInstead()));
    }
    return new Destinations(List.copyOf(destinations.values()), Map.copyOf(outputs));
  }

  private static DestinationSettings destination(Section section, Path folder, Node node) {
    Optional<Duration> first = section.value(FIRST_RETRY_DELAY);
    Optional<Duration> most = section.value(MAX_RETRY_DELAY);
    section.ordered(FIRST_RETRY_DELAY, first, MAX_RETRY_DELAY, most);
    DestinationSettings destination =
        new DestinationSettings(
            section.value(NAME).orElse(""),
            section.value(AE_TITLE).orElse(STAND_IN),
            section.value(HOST).orElse(""),
            section.value(PORT).orElse(0),
            section.given(CALLING_AE_TITLE).orElse(node.aeTitle()),
            section.orDefault(MAX_PDU_SIZE).intValue(),
            section.orDefault(CONNECT_TIMEOUT),
            section.orDefault(RESPONSE_TIMEOUT),
            section.orDefault(MAX_ATTEMPTS),
            first.orElse(Duration.ZERO),
            most.orElse(Duration.ZERO),
            sending(section, node.windows()),
            new ConfirmationSettings(
                section.orDefault(CONFIRMATION),
                section.orDefault(CONFIRMATION_TIMEOUT),
                section.orDefault(CONFIRMATION_ATTEMPTS)),
            TlsKeys.readOfDestination(section, folder));
    if (node.itself().test(destination)) {
      section.contradiction(
          HOST.name(),
          "the destination `" + destination.name() + "` is this node itself",
          "name the PACS that shall get the results");
    }
    return destination;
  }

  private static SendingOptions sending(Section section, Set<String> windows) {
    String window = section.orDefault(WINDOW);
    if (!window.isEmpty() && !windows.contains(window)) {
      section.contradiction(
          WINDOW.name(),
          "there is no time window `" + window + "`",
          "define it in schedule.windows" + known(windows));
    }
    List<TransferSyntax> syntaxes =
        section.values(TRANSFER_SYNTAXES).stream().map(Syntax::syntax).toList();
    return new SendingOptions(
        syntaxes.isEmpty() ? SendingOptions.DEFAULT.transferSyntaxes() : syntaxes,
        section.orDefault(ASSOCIATIONS),
        section.orDefault(OPERATIONS_WINDOW),
        window,
        section.orDefault(FALLBACK) == Fallback.CT);
  }

  private static String known(Set<String> windows) {
    return windows.isEmpty()
        ? ""
        : "; there are " + String.join(", ", windows.stream().sorted().toList());
  }

  /** What goes where a destination refuses the SOP class of a volume in one object. */
  enum Fallback {
    CT,
    NONE;

    static Fallback of(boolean ctInstead) {
      return ctInstead ? CT : NONE;
    }
  }

  /** The transfer syntaxes in which results can be sent. */
  enum Syntax {
    EXPLICIT_LITTLE_ENDIAN,
    IMPLICIT_LITTLE_ENDIAN,
    DEFLATED;

    static List<String> words(List<TransferSyntax> syntaxes) {
      return Arrays.stream(values())
          .filter(each -> syntaxes.contains(each.syntax()))
          .map(Format::word)
          .toList();
    }

    TransferSyntax syntax() {
      return switch (this) {
        case EXPLICIT_LITTLE_ENDIAN -> TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        case IMPLICIT_LITTLE_ENDIAN -> TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        case DEFLATED -> TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
      };
    }
  }
}
