package org.rotavox.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.DeliveryState;
import org.rotavox.receive.StoreScp;
import org.rotavox.store.CommitmentReport;
import org.rotavox.upperlayer.AssociationOptions;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PeerLogWatch;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayer;

/** Reports and objects that say nothing usable: refused, and told once with who and why. */
class MalformedReportTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Uid COMMITMENT = SopClass.STORAGE_COMMITMENT_PUSH_MODEL;
  private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

  @TempDir private Path folder;
  private SendFixture node;
  private StoreScp scp;
  private PeerLogWatch log;

  @BeforeEach
  void start() throws IOException {
    node = new SendFixture(folder);
    scp = node.listen();
    log = new PeerLogWatch();
  }

  @AfterEach
  void stop() throws IOException {
    log.close();
    scp.close();
    node.close();
  }

  private static DataSet named() {
    return new DataSet().setUid(Tag.TransactionUID, new Uid("1.2.3"));
  }

  private static DataSet item(String instance) {
    return new DataSet()
        .setUid(Tag.ReferencedSOPClassUID, SopClass.CT_IMAGE_STORAGE)
        .setBytes(Tag.ReferencedSOPInstanceUID, VR.UI, ascii(instance));
  }

  private static byte[] ascii(String text) {
    return (text.length() % 2 == 0 ? text : text + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(DataSet dataSet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.writeDataSet(out, dataSet, EXPLICIT);
    return out.toByteArray();
  }

  static Stream<Arguments> malformed() throws IOException {
    DataSet good = named().setSequence(Tag.ReferencedSOPSequence, List.of(item("1.2.3.4")));
    byte[] half = bytes(good);
    return Stream.of(
        Arguments.of(new byte[0], "no event information"),
        Arguments.of(new byte[] {1, 2, 3, 4, 5, 6}, ""),
        Arguments.of(java.util.Arrays.copyOf(half, half.length - 20), ""),
        Arguments.of(ascii("GET / HTTP/1.1\r\n"), ""),
        Arguments.of(
            bytes(new DataSet().setSequence(Tag.ReferencedSOPSequence, List.of(item("1.2")))),
            "no Transaction UID (0008,1195)"),
        Arguments.of(
            bytes(
                new DataSet()
                    .setBytes(Tag.TransactionUID, VR.UI, ascii("1.2.x"))
                    .setSequence(Tag.ReferencedSOPSequence, List.of(item("1.2")))),
            "Transaction UID (0008,1195) is no UID"),
        Arguments.of(bytes(named()), "no item in Referenced (0008,1199) or Failed"),
        Arguments.of(
            bytes(named().setSequence(Tag.ReferencedSOPSequence, List.of())),
            "no item in Referenced (0008,1199) or Failed"),
        Arguments.of(
            bytes(named().setSequence(Tag.ReferencedSOPSequence, List.of(item("1.2.x")))),
            "no valid Referenced SOP Instance UID (0008,1155) in 1 items"),
        Arguments.of(
            bytes(named().setSequence(Tag.FailedSOPSequence, List.of(new DataSet(), item("")))),
            "no valid Referenced SOP Instance UID (0008,1155) in 2 items"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isAnsweredWithProcessingFailureAndToldOnce(byte[] report, String words) throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(report(report).code()).isEqualTo(0x0110);
    }
    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains("ARCHIVE at 127.0.0.1", "malformed storage commitment report", words)
        .contains("0110 processing failure");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isToldAsWellWhereItComesOnTheAssociationOfTheRequest(byte[] report, String words)
      throws Exception {
    try (AnsweringArchive archive = new AnsweringArchive().damaging(good -> report)) {
      final long job = node.slices(2);
      node.send(
          SendFixture.destination(
              archive.port(),
              SendingOptions.DEFAULT,
              new ConfirmationSettings(
                  ConfirmationSettings.Method.COMMITMENT, Duration.ofMillis(100), 3)));
      Awaitility.await().atMost(PATIENCE).until(() -> archive.refused() > 1);
      assertThat(node.states(job)).containsOnlyKeys(DeliveryState.DELIVERED);
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("PACS at 127.0.0.1", "malformed storage commitment report", words);
    }
  }

  @Test
  void anArchiveWhoseReportsAreGoodIsHeardAsBefore() throws Exception {
    try (AnsweringArchive archive = new AnsweringArchive()) {
      long job = node.slices(2);
      node.send(
          SendFixture.destination(
              archive.port(),
              SendingOptions.DEFAULT,
              new ConfirmationSettings(
                  ConfirmationSettings.Method.COMMITMENT, Duration.ofMinutes(1), 3)));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.CONFIRMED, 2)));
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void whateverBytesComeTheFaultIsOneOfFormat() throws IOException {
    byte[] good =
        bytes(
            named()
                .setSequence(Tag.ReferencedSOPSequence, List.of(item("1.2.3.4"), item("1.2.3.5")))
                .setSequence(Tag.FailedSOPSequence, List.of(item("1.2.3.6"))));
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        CommitmentReport.read(new ByteArrayInputStream(bad), EXPLICIT.uid());
      } catch (DicomFormatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThatThrownBy(
            () ->
                CommitmentReport.read(
                    new ByteArrayInputStream(good),
                    TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.uid()))
        .isInstanceOf(DicomFormatException.class);
  }

  @Test
  void goodItemsBesideBadOnesCount() throws DicomFormatException {
    CommitmentReport report =
        CommitmentReport.of(
            named()
                .setSequence(Tag.ReferencedSOPSequence, List.of(item("1.2.3"), item("x")))
                .setSequence(Tag.FailedSOPSequence, List.of(item("1.2.4"), new DataSet())));
    assertThat(report.committed()).containsExactly(new Uid("1.2.3"));
    assertThat(report.failed()).containsOnlyKeys(new Uid("1.2.4"));
    assertThat(report.unreadable()).isEqualTo(2);
  }

  private static DataSet object(String study, String series) {
    return new DataSet()
        .setUid(Tag.SOPClassUID, SopClass.CT_IMAGE_STORAGE)
        .setUid(Tag.SOPInstanceUID, new Uid("1.2.3.4"))
        .setBytes(Tag.StudyInstanceUID, VR.UI, ascii(study))
        .setBytes(Tag.SeriesInstanceUID, VR.UI, ascii(series));
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        Arguments.of(object("", "1.2"), "StudyInstanceUID", "no value"),
        Arguments.of(object("1..2", "1.2"), "StudyInstanceUID", "\"1..2\""),
        Arguments.of(object("1.2", "ABC"), "SeriesInstanceUID", "\"ABC\""),
        Arguments.of(object("1.2", "1".repeat(64) + "2"), "SeriesInstanceUID", "65 characters"),
        Arguments.of(
            object("1.2", "1.2").setBytes(Tag.SOPInstanceUID, VR.UI, ascii("x")),
            "SOPInstanceUID",
            "\"x\""),
        Arguments.of(
            object("1.2", "1.2").setString(Tag.SOPClassUID, "1.2.3"), "SOPClassUID", "\"1.2.3\""));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void anObjectWithAnImpossibleUidIsToldOnceWithTheAttribute(
      DataSet object, String attribute, String found) throws IOException {
    Uid ct = SopClass.CT_IMAGE_STORAGE;
    try (ClientAssociation association = connect(ct)) {
      for (int i = 0; i < 3; i++) {
        DimseStatus status =
            association.store(
                ct,
                new Uid("1.2.3.4"),
                EXPLICIT.uid(),
                out -> DicomWriter.writeDataSet(out, object, EXPLICIT));
        assertThat(status.code()).isEqualTo(0xA900);
      }
    }
    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains("ARCHIVE at 127.0.0.1", "A900 data set does not match", attribute, found);
  }

  private DimseStatus report(byte[] information) throws IOException {
    try (ClientAssociation association = connect(COMMITMENT)) {
      return association.eventReport(
          COMMITMENT, CommitmentRequest.INSTANCE, 1, out -> out.write(information));
    }
  }

  private ClientAssociation connect(Uid sopClass) throws IOException {
    return UpperLayer.client()
        .connect(
            new RemoteNode(
                new AeTitle("ROTAVOX"),
                new AeTitle("ARCHIVE"),
                "127.0.0.1",
                scp.port(),
                65_536,
                PATIENCE,
                PATIENCE),
            List.of(new PresentationProposal(sopClass, List.of(EXPLICIT.uid()))),
            new AssociationOptions(
                1,
                List.of(new AssociationOptions.Role(sopClass, false, true)),
                Optional.empty(),
                Optional.empty()));
  }
}
