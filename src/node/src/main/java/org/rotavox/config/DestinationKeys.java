package org.rotavox.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.AeTitle;
import org.rotavox.result.OutputKind;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.settings.Format;
import org.rotavox.settings.Key;

/** The keys of each entry of {@code destinations} in {@code rotavox.yaml}. */
final class DestinationKeys {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration DAY = Duration.ofDays(1);

  static final Key<String> NAME =
      Key.required("name", Format.NAME, "by which rules name the destination");
  static final Key<AeTitle> AE_TITLE =
      Key.required("aeTitle", Format.AE_TITLE, "the AE title of the destination");
  static final Key<String> HOST = Key.required("host", Format.HOST, "its host name or address");
  static final Key<Integer> PORT = Key.required("port", Format.PORT, "its TCP port");
  static final Key<AeTitle> CALLING_AE_TITLE =
      new Key<>(
          "callingAeTitle",
          Format.AE_TITLE,
          Optional.of("that of the node"),
          "how the node introduces itself there");
  static final Key<Long> MAX_PDU_SIZE =
      Key.of(
          "maxPduSize",
          Format.size(4096, 16_000_000),
          "256 KiB",
          "largest PDU that the node offers to receive");
  static final Key<Duration> CONNECT_TIMEOUT =
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
  static final Key<DestinationList.Fallback> FALLBACK =
      Key.of(
          "fallback",
          Format.choice(DestinationList.Fallback.class),
          "ct",
          "what goes where the destination refuses the SOP class of xray3d or enhanced-ct: ct = the"
              + " CT series, none = that delivery fails at once");
  static final Key<DestinationList.Syntax> TRANSFER_SYNTAXES =
      Key.of(
          "transferSyntaxes",
          Format.choice(DestinationList.Syntax.class),
          "[explicit-little-endian, implicit-little-endian]",
          "list of what is proposed, best first");
  static final Key<Integer> ASSOCIATIONS =
      Key.of("associations", Format.count(1, 16), "1", "associations at once to the destination");
  static final Key<Integer> OPERATIONS_WINDOW =
      Key.of(
          "operationsWindow",
          Format.count(1, 64),
          "1",
          "objects that may be unanswered at once on one association (asynchronous operations"
              + " window); the destination may say less");
  static final Key<String> WINDOW =
      Key.of(
          "window",
          Format.TEXT,
          "",
          "name of the time window (schedule.windows) in which results are sent; empty = always");
  static final Key<ConfirmationSettings.Method> CONFIRMATION =
      Key.of(
          "confirmation",
          Format.choice(ConfirmationSettings.Method.class),
          "none",
          "how the destination is asked whether it keeps what arrived: commitment = storage"
              + " commitment, count = query (C-FIND) for every instance, commitment-or-count = the"
              + " second where the first is not offered");
  static final Key<Duration> CONFIRMATION_TIMEOUT =
      Key.of(
          "confirmationTimeout",
          Format.duration(SHORTEST, DAY),
          "10 min",
          "longest wait for the answer to a storage commitment request; then it is asked again");
  static final Key<Integer> CONFIRMATION_ATTEMPTS =
      Key.of(
          "confirmationAttempts",
          Format.count(1, 1000),
          "5",
          "how often it is asked before the instances stay delivered and not confirmed");

  static final List<Key<?>> ALL =
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
          CONFIRMATION_ATTEMPTS);

  private DestinationKeys() {}
}
