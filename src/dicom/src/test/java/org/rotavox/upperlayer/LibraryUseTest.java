package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.PixelFrames;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;

/** What the README shows of this module as a library: the lines between the marks are the same. */
class LibraryUseTest {

  private static String describe(Path path) throws Exception {
    // readme: begin
    DicomFile file = DicomFile.read(path);
    try (PixelFrames frames = PixelFrames.open(file)) {
      int[] pixels = new int[frames.description().pixels()];
      frames.readFrame(0, pixels); // decompressed, whatever the transfer syntax
      return file.dataSet().getString(Tag.Modality, "?") + ", " + frames.count() + " frames";
    }
    // readme: end
  }

  private static boolean answers(String host, int port) throws Exception {
    // readme: begin
    RemoteNode pacs = RemoteNode.of(new AeTitle("ME"), new AeTitle("PACS"), host, port);
    PresentationProposal echo =
        new PresentationProposal(
            SopClass.VERIFICATION, List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()));
    try (ClientAssociation association = UpperLayer.client().connect(pacs, List.of(echo))) {
      return association.echo().isSuccess();
    }
    // readme: end
  }

  @Test
  void aFileIsRead() throws Exception {
    assertThat(describe(Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm")))
        .matches("XA, [0-9]+ frames");
  }

  @Test
  void aNodeAnswers(@TempDir Path folder) throws Exception {
    try (DicomServer server = Loopback.listen(new RecordingHandler(folder))) {
      assertThat(answers("127.0.0.1", server.port())).isTrue();
    }
  }
}
