package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.model.AnnouncedCount;

/** What a single frame says of how many there are. */
class AnnouncedFramesTest {

  @Test
  void theAcquisitionIsNearerThanTheSeries() {
    DataSet frame =
        frame()
            .setInt(Tag.ImagesInAcquisition, 133)
            .setInt(Tag.NumberOfSeriesRelatedInstances, 266);
    assertThat(RunReader.announcedBy(frame)).isEqualTo(new AnnouncedCount(133, false));
  }

  @Test
  void aNumberOfTheSeriesIsOneOfTheSeries() {
    assertThat(RunReader.announcedBy(frame().setInt(Tag.ImagesInSeries, 133)))
        .isEqualTo(new AnnouncedCount(133, true));
    assertThat(RunReader.announcedBy(frame().setInt(Tag.NumberOfSeriesRelatedInstances, 133)))
        .isEqualTo(new AnnouncedCount(133, true));
  }

  @Test
  void nothingAndNonsenseSayNothing() {
    assertThat(RunReader.announcedBy(frame())).isEqualTo(AnnouncedCount.NONE);
    assertThat(RunReader.announcedBy(frame().setInt(Tag.ImagesInAcquisition, -3)))
        .isEqualTo(AnnouncedCount.NONE);
  }

  @Test
  void theNumberOfABiplaneSystemIsNotTakenAndAMultiFrameObjectNeedsNone() {
    DataSet plane =
        frame()
            .setString(Tag.ImageType, "ORIGINAL", "PRIMARY", "BIPLANE A")
            .setInt(Tag.ImagesInAcquisition, 266);
    assertThat(RunReader.announcedBy(plane)).isEqualTo(AnnouncedCount.NONE);
    DataSet whole = frame().setInt(Tag.NumberOfFrames, 133).setInt(Tag.ImagesInAcquisition, 5);
    assertThat(RunReader.announcedBy(whole)).isEqualTo(AnnouncedCount.NONE);
  }

  private static DataSet frame() {
    return new DataSet()
        .setUid(Tag.SOPClassUID, new Uid("1.2.840.10008.5.1.4.1.1.12.1"))
        .setString(Tag.Modality, "XA");
  }
}
