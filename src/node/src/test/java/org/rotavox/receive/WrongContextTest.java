package org.rotavox.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.send.SendFixture;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayer;

/** A context that is accepted for something else than storage stores nothing. */
class WrongContextTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
  private static final Uid INSTANCE = new Uid("1.2.3.4");

  @TempDir private Path folder;
  private SendFixture node;
  private StoreScp scp;

  @BeforeEach
  void start() throws IOException {
    node = new SendFixture(folder);
    scp = node.listen();
  }

  @AfterEach
  void stop() throws IOException {
    scp.close();
    node.close();
  }

  private DimseStatus store(Uid sopClass) throws IOException {
    RemoteNode remote =
        new RemoteNode(
            new AeTitle("ROTAVOX"),
            new AeTitle("CALLER"),
            "127.0.0.1",
            scp.port(),
            65_536,
            PATIENCE,
            PATIENCE);
    DataSet object =
        new DataSet()
            .setUid(Tag.SOPClassUID, sopClass)
            .setUid(Tag.SOPInstanceUID, INSTANCE)
            .setUid(Tag.StudyInstanceUID, INSTANCE)
            .setUid(Tag.SeriesInstanceUID, INSTANCE);
    try (ClientAssociation association =
        UpperLayer.client()
            .connect(
                remote,
                List.of(
                    new PresentationProposal(SopClass.VERIFICATION, List.of(EXPLICIT.uid())),
                    new PresentationProposal(sopClass, List.of(EXPLICIT.uid()))))) {
      DimseStatus status =
          association.store(
              sopClass,
              INSTANCE,
              EXPLICIT.uid(),
              out -> DicomWriter.writeDataSet(out, object, EXPLICIT));
      assertThat(association.echo().isSuccess()).as("the association goes on").isTrue();
      return status;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.840.10008.1.1", "1.2.840.10008.1.20.1"})
  void anObjectInAContextThatIsNotForStorageIsRefused(String sopClass) throws IOException {
    assertThat(store(new Uid(sopClass)).code()).isEqualTo(0x0122);
    assertThat(node.store().ledger().openRuns()).isEmpty();
  }

  @Test
  void everyStorageClassIsTaken() throws IOException {
    for (Uid sopClass : SopClass.storage()) {
      assertThat(store(sopClass).code()).as(sopClass.value()).isZero();
    }
    assertThat(store(new Uid("1.2.840.10008.5.1.4.1.1.999")).isSuccess()).isTrue();
  }
}
