package org.rotavox.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.spool.IncomingFile;
import org.rotavox.store.LedgerEvent;
import org.rotavox.store.RunRecord;
import org.rotavox.store.StoreFixture;

/** Whole files of the spool that have no row, whatever they are. */
class UnrecordedIntakeTest {

  private static final List<TransferSyntax> SYNTAXES =
      List.of(
          TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

  @TempDir private Path folder;
  private StoreFixture node;
  private int next;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder.resolve("data"));
  }

  @AfterEach
  void close() throws IOException {
    assertThat(node.ledger().balance().balances()).isTrue();
    node.close();
  }

  @Test
  void whatWasReceivedWholeIsTakenInAsIfItCameNowFromItsSender() throws IOException {
    List<String> uids = new ArrayList<>();
    for (TransferSyntax syntax : SYNTAXES) {
      for (Origin origin :
          List.of(
              new Origin(new AeTitle("ANGIO 1"), new AeTitle("ROTAVOX"), "10.1.2.3"),
              new Origin(new AeTitle("SUITE"), new AeTitle("ROTAVOX"), "fe80:0:0:0:1:2:3:4"))) {
        uids.add(leave(object(), syntax, origin));
      }
    }
    node.restart();
    assertThat(node.store().reconciliation().unrecorded()).isEqualTo(uids.size());

    new UnrecordedIntake(node.store(), node.clock).tick();

    assertThat(node.store().unrecorded().count()).isZero();
    List<RunRecord> runs = node.ledger().openRuns();
    assertThat(runs)
        .extracting(run -> run.calling() + " " + run.called() + " " + run.address())
        .hasSize(uids.size())
        .containsOnly("ANGIO 1 ROTAVOX 10.1.2.3", "SUITE ROTAVOX fe80:0:0:0:1:2:3:4");
    assertThat(runs.stream().flatMap(run -> node.ledger().instancesOf(run.id()).stream()))
        .extracting(instance -> instance.sopInstance().value())
        .containsExactlyInAnyOrderElementsOf(uids);
    node.restart();
    assertThat(node.store().reconciliation().isClean()).isTrue();
  }

  @Test
  void whatItsSenderSendsAgainMeanwhileIsKnownToBeTheSame() throws IOException {
    Origin origin = new Origin(new AeTitle("SUITE"), new AeTitle("ROTAVOX"), "10.1.2.3");
    DataSet object = object();
    leave(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, origin);
    Path again = file(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, origin);
    node.restart();
    new UnrecordedIntake(node.store(), node.clock).tick();

    assertThat(node.ledger().balance().received()).isEqualTo(1);
    assertThat(node.ledger().balance().duplicates()).isEqualTo(1);
    assertThat(Files.exists(node.store().spool().resolve(again)))
        .as("one of the two files is there, and it is the one of the row")
        .isEqualTo(onlyFile().equals(again));
    assertThat(Files.exists(node.store().spool().resolve(onlyFile()))).isTrue();
  }

  @Test
  void aFileThatTheLedgerHasAfterAllStaysAsItIs() throws IOException {
    node.receiveRun("1.2.3");
    Path file = onlyFile();
    node.store().unrecorded().add(file);
    new UnrecordedIntake(node.store(), node.clock).tick();
    assertThat(Files.exists(node.store().spool().resolve(file))).isTrue();
    assertThat(node.ledger().balance().received()).isEqualTo(1);
    assertThat(node.ledger().balance().duplicates()).isZero();
  }

  @Test
  void whatCannotBeReadIsKeptInQuarantineAndTriedAgainByEveryStart() throws IOException {
    Random random = new Random(16);
    Path day = Files.createDirectories(folder.resolve("data/spool/instances/20260101"));
    for (int n = 0; n < 20; n++) {
      byte[] bytes = new byte[random.nextInt(2000)];
      random.nextBytes(bytes);
      Files.write(day.resolve("random" + n + ".dcm"), bytes);
    }
    DataSet withoutStudy = object();
    withoutStudy.remove(Tag.StudyInstanceUID);
    DicomWriter.writeFile(
        day.resolve("nameless.dcm"), withoutStudy, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    for (int start = 0; start < 2; start++) {
      node.restart();
      new UnrecordedIntake(node.store(), node.clock).tick();
      assertThat(node.store().spool().inQuarantine().files()).isEqualTo(21);
      assertThat(node.store().unrecorded().count()).isZero();
    }
    assertThat(node.ledger().history().events(0, 1000))
        .filteredOn(event -> event.kind() == LedgerEvent.Kind.FILE_QUARANTINED)
        .hasSize(21);

    DataSet whole = object();
    DicomWriter.writeFile(
        folder.resolve("data/spool/quarantine/nameless.dcm"),
        whole,
        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    node.restart();
    new UnrecordedIntake(node.store(), node.clock).tick();
    assertThat(node.store().spool().inQuarantine().files()).isEqualTo(20);
    assertThat(node.ledger().openRuns()).hasSize(1);
    assertThat(node.ledger().openRuns().get(0).calling().value()).isEqualTo("UNKNOWN");
  }

  private Path onlyFile() {
    return node.ledger().instancesOf(node.ledger().openRuns().get(0).id()).get(0).file();
  }

  /** Leaves an object in the spool as a process does that dies before it has recorded it. */
  private String leave(DataSet object, TransferSyntax syntax, Origin origin) throws IOException {
    file(object, syntax, origin);
    return object.getString(Tag.SOPInstanceUID, "");
  }

  private Path file(DataSet object, TransferSyntax syntax, Origin origin) throws IOException {
    Uid sopInstance = object.getUid(Tag.SOPInstanceUID).orElseThrow();
    try (IncomingFile file = node.store().spool().newIncoming()) {
      DataSet meta = DicomWriter.fileMeta(StoreFixture.XA, sopInstance, syntax);
      DicomWriter.writePreambleAndMeta(file.stream(), origin.into(meta));
      file.startContent();
      DicomWriter.writeDataSet(file.stream(), object, syntax);
      Path path = file.commit();
      assertThat(DicomFile.read(node.store().spool().resolve(path)).transferSyntax())
          .isEqualTo(syntax);
      return path;
    }
  }

  private DataSet object() {
    String uid = "1.2.826.0.1." + ++next;
    return new DataSet()
        .setUid(Tag.SOPClassUID, StoreFixture.XA)
        .setUid(Tag.SOPInstanceUID, new Uid(uid))
        .setString(Tag.PatientID, "P" + next)
        .setUid(Tag.StudyInstanceUID, new Uid(uid + ".1"))
        .setUid(Tag.SeriesInstanceUID, new Uid(uid + ".2"))
        .setInt(Tag.NumberOfFrames, 100)
        .setInt(Tag.Rows, 2)
        .setInt(Tag.Columns, 2)
        .setBytes(Tag.PixelData, VR.OW, new byte[800]);
  }
}
