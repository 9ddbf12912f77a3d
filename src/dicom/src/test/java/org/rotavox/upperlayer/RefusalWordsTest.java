package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.PduEncoder;
import org.rotavox.upperlayer.pdu.UserInformation;

/** What is refused says why in the log: in words, with UIDs, once an hour for a peer and kind. */
class RefusalWordsTest {

  private static final String XA = RawPeer.XA;
  private static final String WORKLIST = "1.2.840.10008.5.1.4.31";
  private static final String HTJ2K = "1.2.840.10008.1.2.4.201";
  private static final String EXPLICIT = "1.2.840.10008.1.2.1";

  /** Where the application context item of a request lies: header, then 68 bytes. */
  private static final int CONTEXT_AT = 74;

  private static final String DICOM = "1.2.840.10008.3.1.1.1";

  private final DicomServer server;
  private final PeerLogWatch log = new PeerLogWatch();

  RefusalWordsTest(@TempDir Path folder) throws IOException {
    RecordingHandler handler =
        new RecordingHandler(folder)
            .admitting(
                offer ->
                    new Admission.Accept(
                        TransferSyntaxPolicy.prefer(
                            uid -> uid.value().startsWith("1.2.840.10008.5.1.4.1.1."),
                            List.of(RecordingHandler.EXPLICIT, RecordingHandler.IMPLICIT))));
    server = Loopback.listen(handler);
  }

  @AfterEach
  void stop() {
    log.close();
    server.close();
  }

  private static Pdu.ProposedContext context(int id, String sopClass, String... syntaxes) {
    return new Pdu.ProposedContext(id, sopClass, List.of(syntaxes));
  }

  private static Pdu.AssociateRq request(Pdu.ProposedContext... contexts) {
    return new Pdu.AssociateRq(
        1, "ROTAVOX", "SUITE", DICOM, List.of(contexts), RawPeer.userInformation());
  }

  /** Proposes these, and aborts as many senders do. */
  private void propose(Pdu.ProposedContext... contexts) throws IOException {
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.send(request(contexts));
      assertThat(peer.read()).isInstanceOf(Pdu.AssociateAc.class);
      peer.send(new Pdu.Abort(0, 0));
    }
  }

  @Test
  void aContextWithoutASupportedTransferSyntaxIsToldByNames() throws IOException {
    propose(context(1, XA, HTJ2K, "1.2.840.113619.5.2"), context(3, WORKLIST, EXPLICIT));
    assertThat(log.messages())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "SUITE at 127.0.0.1",
                        "not supported",
                        "X-Ray Angiographic Image Storage (" + XA + ")",
                        "High-Throughput JPEG 2000 (Lossless Only) (" + HTJ2K + ")",
                        "1.2.840.113619.5.2"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "not supported",
                        "Modality Worklist Information Model - FIND (" + WORKLIST + ")")
                    .doesNotContain(XA));
    log.awaitMessage("aborted the association");
  }

  @Test
  void theSameIsToldOnceAndAnotherSopClassAgain() throws IOException {
    for (int i = 0; i < 5; i++) {
      propose(context(1, XA, HTJ2K));
    }
    assertThat(log.messages()).filteredOn(line -> line.contains(HTJ2K)).hasSize(1);
    propose(context(1, XA, HTJ2K), context(3, "1.2.840.10008.5.1.4.1.1.2", HTJ2K));
    assertThat(log.messages())
        .filteredOn(line -> line.contains(HTJ2K))
        .hasSize(2)
        .last()
        .asString()
        .contains("CT Image Storage")
        .doesNotContain(XA);
  }

  @Test
  void inventedSopClassesDoNotFillTheLog() throws IOException {
    for (int i = 0; i < 30; i++) {
      List<Pdu.ProposedContext> contexts = new ArrayList<>();
      for (int n = 0; n < 128; n++) {
        contexts.add(context(2 * n + 1, "1.2.3." + i + "." + n, "1.9." + n));
      }
      propose(contexts.toArray(Pdu.ProposedContext[]::new));
    }
    assertThat(log.messages())
        .filteredOn(line -> line.contains("1.2.3."))
        .singleElement()
        .asString()
        .contains("108 more")
        .hasSizeLessThan(3000);
  }

  static Stream<Arguments> oddContexts() {
    return Stream.of(
        Arguments.of(context(1, XA), "no transfer syntax at all"),
        Arguments.of(context(1, XA, ""), "no value, which is no UID"),
        Arguments.of(context(1, XA, "a\nb\u001b[2J"), "\"a\\u000Ab\\u001B[2J\", which is no UID"),
        Arguments.of(context(1, ""), "no value, which is no UID"),
        Arguments.of(context(1, "CT Image", EXPLICIT), "\"CT Image\", which is no UID"),
        Arguments.of(context(1, "1".repeat(65), EXPLICIT), "65 characters"));
  }

  @ParameterizedTest
  @MethodSource("oddContexts")
  void whatIsNoUidIsToldEscaped(Pdu.ProposedContext context, String words) throws IOException {
    propose(context);
    assertThat(log.messages()).anySatisfy(line -> assertThat(line).contains(words));
    assertThat(log.messages()).noneMatch(line -> line.matches("(?s).*[\\x00-\\x1f].*"));
  }

  @Test
  void aClassThatIsAcceptedBesideSaysSoAndWhatIsAcceptedSaysNothing() throws IOException {
    propose(context(1, XA, HTJ2K), context(3, XA, EXPLICIT));
    assertThat(log.messages())
        .anySatisfy(line -> assertThat(line).contains("accepted beside: Explicit VR Little"));
    int before = log.messages().size();
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.send(new Pdu.ReleaseRq());
      assertThat(peer.read()).isEqualTo(new Pdu.ReleaseRp());
    }
    assertThat(log.messages()).filteredOn(line -> line.contains("proposed")).hasSize(1);
    assertThat(before).isPositive();
  }

  private static Arguments form(String words, Pdu.AssociateRq request) {
    return Arguments.of(words, PduEncoder.encode(request));
  }

  /** A request with one byte changed: that is how a version or context comes to be wrong. */
  private static Arguments form(String words, int at, int value) {
    byte[] bytes = PduEncoder.encode(request(context(1, XA, EXPLICIT)));
    bytes[at] = (byte) value;
    return Arguments.of(words, bytes);
  }

  private static Pdu.AssociateRq request(String called, String calling) {
    return new Pdu.AssociateRq(
        1, called, calling, DICOM, List.of(context(1, XA, EXPLICIT)), RawPeer.userInformation());
  }

  static Stream<Arguments> badForms() {
    return Stream.of(
        form("protocol version field 0002H", 7, 2),
        form("protocol version field 0000H", 7, 0),
        form("application context \"9.2.840.10008.3.1.1.1\"", CONTEXT_AT + 4, '9'),
        form("application context no value", CONTEXT_AT, 0x11),
        form("a blank calling AE title", request("ROTAVOX", "")),
        form("a blank calling AE title", request("ROTAVOX", "   ")),
        form("a blank called AE title", request("", "SUITE")),
        form("calling AE title \"A\\u0007B\"", request("ROTAVOX", "A\u0007B")),
        form("calling AE title \"A\\u005CB\"", request("ROTAVOX", "A\\B")),
        form(
            "PDUs of at most 16 bytes",
            new Pdu.AssociateRq(
                1,
                "ROTAVOX",
                "SUITE",
                DICOM,
                List.of(context(1, XA, EXPLICIT)),
                new UserInformation(
                    16,
                    "1.2.3",
                    "",
                    java.util.Optional.empty(),
                    List.of(),
                    java.util.Optional.empty(),
                    false))));
  }

  @ParameterizedTest
  @MethodSource("badForms")
  void aRequestThatIsRefusedForItsFormIsToldInWords(String words, byte[] request)
      throws IOException {
    for (int i = 0; i < 3; i++) {
      try (RawPeer peer = RawPeer.connect(server)) {
        peer.send(request);
        assertThat(peer.read()).isInstanceOf(Pdu.AssociateRj.class);
      }
    }
    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains("127.0.0.1", words, "rejected")
        .doesNotContain("reason 1", "reason 2", "reason 3", "reason 7");
  }

  static Stream<Arguments> badUids() {
    CommandSet event =
        RawPeer.echo(1)
            .with(CommandTag.CommandField, CommandField.N_EVENT_REPORT_RQ)
            .with(CommandTag.EventTypeID, 1)
            .withUid(CommandTag.AffectedSOPInstanceUID, "1.2.840.10008.1.20.1.1x");
    CommandSet action =
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.N_ACTION_RQ)
            .with(CommandTag.MessageID, 1)
            .with(CommandTag.CommandDataSetType, CommandSet.NO_DATA_SET)
            .withUid(CommandTag.RequestedSOPInstanceUID, "1.2");
    return Stream.of(
        Arguments.of(RawPeer.store(1, "1.2.abc"), "1000) Affected SOP Instance UID", "\"1.2.abc\""),
        Arguments.of(RawPeer.store(1, ""), "1000) Affected SOP Instance UID", "no value"),
        Arguments.of(RawPeer.store(1, "1..2"), "1000) Affected SOP Instance UID", "\"1..2\""),
        Arguments.of(RawPeer.store(1, "1.2."), "1000) Affected SOP Instance UID", "\"1.2.\""),
        Arguments.of(
            RawPeer.store(1, "1".repeat(3000)),
            "1000) Affected SOP Instance UID",
            "3000 characters"),
        Arguments.of(
            RawPeer.store(1, "1\r\n2"), "1000) Affected SOP Instance UID", "\"1\\u000D\\u000A2\""),
        Arguments.of(
            RawPeer.store(1, "1.2").withUid(CommandTag.AffectedSOPClassUID, "XA"),
            "0002) Affected SOP Class UID",
            "\"XA\""),
        Arguments.of(event, "1000) Affected SOP Instance UID", "1.20.1.1x"),
        Arguments.of(action, "0003) Requested SOP Class UID", "no value"));
  }

  @ParameterizedTest
  @MethodSource("badUids")
  void aMessageWithAnImpossibleUidIsToldOnceWithTheAttribute(
      CommandSet command, String attribute, String found) throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      for (int i = 0; i < 3; i++) {
        peer.sendCommand(command);
        if (command.hasDataSet()) {
          peer.sendFragment(1, RawPeer.LAST, new byte[100]);
        }
        assertThat(peer.readStatus()).isEqualTo(0x0106);
      }
    }
    assertThat(log.messages())
        .filteredOn(line -> line.contains("UID"))
        .singleElement()
        .asString()
        .contains("BADPEER at 127.0.0.1", attribute, found, "64 digits and dots", "0106 invalid")
        .hasSizeLessThan(400)
        .doesNotContainPattern("[\\x00-\\x1f]");
  }

  @Test
  void anOperationThatIsNotServedIsTold() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.echo(1).with(CommandTag.CommandField, 0x0010));
      assertThat(peer.readStatus()).isEqualTo(0x0211);
    }
    assertThat(log.messages()).anyMatch(line -> line.contains("asked for C-GET"));
  }

  @Test
  void aRequestThatIsNotWellFormedIsNotTakenForAnotherProtocol() throws IOException {
    Pdu.AssociateRq even = request(context(2, XA, EXPLICIT));
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.send(even);
      peer.expectAbort(0, 0);
    }
    log.awaitMessage("sent an association request that is not well formed (presentation context");
  }
}
