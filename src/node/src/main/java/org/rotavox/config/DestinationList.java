package org.rotavox.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.reconstruction.DestinationOutputs;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.send.DestinationSettings;
import org.rotavox.send.SendingOptions;
import org.rotavox.settings.Section;

/**
 * Reads the list {@code destinations} of {@code rotavox.yaml}.
 *
 * @param settings in the order of the file
 * @param outputs what each takes, by its name
 */
record DestinationList(
    List<DestinationSettings> settings, Map<String, DestinationOutputs> outputs) {

  private static final AeTitle STAND_IN = new AeTitle("INVALID");

  /**
   * Reads the list.
   *
   * @param folder that paths are relative to
   * @param node how the node itself listens
   * @param windows names of the time windows
   */
  static DestinationList read(
      Section file, Path folder, StoreScpSettings node, Set<String> windows) {
    Map<String, DestinationSettings> destinations = new LinkedHashMap<>();
    Map<String, DestinationOutputs> outputs = new HashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Section section : file.groups("destinations", DestinationKeys.NAME.name())) {
      List<String> allowed = new ArrayList<>();
      DestinationKeys.ALL.forEach(key -> allowed.add(key.name()));
      allowed.add(TlsKeys.NAME);
      section.allow(allowed);
      DestinationSettings destination = destination(section, folder, node, windows);
      Integer first = lines.putIfAbsent(destination.name(), section.map().place().line());
      if (first != null && !destination.name().isEmpty()) {
        section.contradiction(
            DestinationKeys.NAME.name(),
            "the destination name `" + destination.name() + "` is used twice",
            "the first is in line " + first);
      }
      destinations.put(destination.name(), destination);
      outputs.put(
          destination.name(),
          new DestinationOutputs(
              Set.copyOf(section.values(DestinationKeys.OUTPUTS)),
              destination.sending().ctInstead()));
    }
    return new DestinationList(List.copyOf(destinations.values()), Map.copyOf(outputs));
  }

  private static DestinationSettings destination(
      Section section, Path folder, StoreScpSettings node, Set<String> windows) {
    Optional<Duration> first = section.value(DestinationKeys.FIRST_RETRY_DELAY);
    Optional<Duration> most = section.value(DestinationKeys.MAX_RETRY_DELAY);
    NodeFile.ordered(
        section, DestinationKeys.FIRST_RETRY_DELAY, first, DestinationKeys.MAX_RETRY_DELAY, most);
    DestinationSettings destination =
        new DestinationSettings(
            section.value(DestinationKeys.NAME).orElse(""),
            section.value(DestinationKeys.AE_TITLE).orElse(STAND_IN),
            section.value(DestinationKeys.HOST).orElse(""),
            section.value(DestinationKeys.PORT).orElse(0),
            section.given(DestinationKeys.CALLING_AE_TITLE).orElse(node.aeTitle()),
            section.value(DestinationKeys.MAX_PDU_SIZE).orElse(0L).intValue(),
            section.value(DestinationKeys.CONNECT_TIMEOUT).orElse(Duration.ZERO),
            section.value(DestinationKeys.RESPONSE_TIMEOUT).orElse(Duration.ZERO),
            section.value(DestinationKeys.MAX_ATTEMPTS).orElse(1),
            first.orElse(Duration.ZERO),
            most.orElse(Duration.ZERO),
            sending(section, windows),
            new ConfirmationSettings(
                section
                    .value(DestinationKeys.CONFIRMATION)
                    .orElse(ConfirmationSettings.Method.NONE),
                section.value(DestinationKeys.CONFIRMATION_TIMEOUT).orElse(Duration.ZERO),
                section.value(DestinationKeys.CONFIRMATION_ATTEMPTS).orElse(1)),
            TlsKeys.read(section, TlsKeys.DESTINATION, folder));
    if (destination.port() == node.port()
        && node.isCalled(destination.calledAeTitle())
        && List.of("localhost", "127.0.0.1", "::1", node.bindAddress())
            .contains(destination.host())) {
      section.contradiction(
          DestinationKeys.HOST.name(),
          "the destination `" + destination.name() + "` is this node itself",
          "name the PACS that shall get the results");
    }
    return destination;
  }

  private static SendingOptions sending(Section section, Set<String> windows) {
    String window = section.value(DestinationKeys.WINDOW).orElse("");
    if (!window.isEmpty() && !windows.contains(window)) {
      section.contradiction(
          DestinationKeys.WINDOW.name(),
          "there is no time window `" + window + "`",
          "define it in schedule.windows" + known(windows));
    }
    List<TransferSyntax> syntaxes =
        section.values(DestinationKeys.TRANSFER_SYNTAXES).stream().map(Syntax::syntax).toList();
    return new SendingOptions(
        syntaxes.isEmpty() ? SendingOptions.DEFAULT.transferSyntaxes() : syntaxes,
        section.value(DestinationKeys.ASSOCIATIONS).orElse(1),
        section.value(DestinationKeys.OPERATIONS_WINDOW).orElse(1),
        window,
        section.value(DestinationKeys.FALLBACK).orElse(Fallback.CT) == Fallback.CT);
  }

  private static String known(Set<String> windows) {
    return windows.isEmpty()
        ? ""
        : "; there are " + String.join(", ", windows.stream().sorted().toList());
  }

  /** What goes where a destination refuses the SOP class of a volume in one object. */
  enum Fallback {
    CT,
    NONE
  }

  /** The transfer syntaxes in which results can be sent. */
  enum Syntax {
    EXPLICIT_LITTLE_ENDIAN,
    IMPLICIT_LITTLE_ENDIAN,
    DEFLATED;

    TransferSyntax syntax() {
      return switch (this) {
        case EXPLICIT_LITTLE_ENDIAN -> TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        case IMPLICIT_LITTLE_ENDIAN -> TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        case DEFLATED -> TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
      };
    }
  }
}
