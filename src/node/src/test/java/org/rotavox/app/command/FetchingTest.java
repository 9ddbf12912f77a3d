package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.send.Retrieval;
import org.rotavox.send.ScriptedArchive;
import org.rotavox.upperlayer.ClientAssociation.MoveOutcome;
import org.rotavox.upperlayer.DimseStatus;

/** What {@code pull} makes of the answers of archives, of odd ones most of all. */
class FetchingTest {

  private static final Uid STUDY = new Uid("1.2.3");
  private static final Retrieval.Selection SELECTION =
      new Retrieval.Selection(Optional.of(STUDY), "", "");

  private final StringWriter text = new StringWriter();

  private static DataSet study(String uid) {
    return new DataSet().setUid(Tag.StudyInstanceUID, new Uid(uid));
  }

  private static DataSet series(String study, String series) {
    return study(study)
        .setString(Tag.Modality, "XA")
        .setUid(Tag.SeriesInstanceUID, new Uid(series));
  }

  private static DataSet instance(String uid) {
    return new DataSet().setUid(Tag.SOPInstanceUID, new Uid(uid)).setInt(Tag.NumberOfFrames, 200);
  }

  private static ScriptedArchive archive(int instances) {
    DataSet[] images = new DataSet[instances];
    for (int i = 0; i < instances; i++) {
      images[i] = instance("1.2.3.4." + (i + 1));
    }
    return new ScriptedArchive()
        .listing("STUDY", study("1.2.3"))
        .listing("SERIES", series("1.2.3", "1.2.3.4"))
        .listing("IMAGE", images);
  }

  private static MoveOutcome response(int status, int... counts) {
    return new MoveOutcome(new DimseStatus(status, ""), counts[0], counts[1], counts[2], counts[3]);
  }

  private boolean pull(ScriptedArchive archive) throws IOException {
    Retrieval retrieval = new Retrieval(archive);
    List<Retrieval.Candidate> found = retrieval.find(SELECTION);
    return new Fetching(retrieval, new AeTitle("ROTAVOX"), new PrintWriter(text, true))
        .fetched(found, false);
  }

  @ParameterizedTest
  @CsvSource({
    // listed, status, remaining, completed, failed, warnings (-1 = not said), all sent, words
    "1, 0000,  0,  1,  0,  0, true,  sent to ROTAVOX",
    "1, 0000, -1,  1, -1, -1, true,  sent to ROTAVOX",
    "1, 0000, -1, -1, -1, -1, true,  sent to ROTAVOX",
    "3, 0000, -1, -1,  0, -1, true,  sent to ROTAVOX",
    "3, 0000,  0,  2,  0,  1, true,  1 of it with a warning",
    "3, 0000,  0,  9,  0,  0, true,  sent to ROTAVOX",
    "0, 0000, -1,  4, -1, -1, true,  sent to ROTAVOX",
    "3, B000,  0,  2,  0,  1, true,  sent to ROTAVOX",
    "1, 0000,  0,  0,  0,  0, false, 0 of 1 moved",
    "1, 0000, -1,  0, -1, -1, false, 0 of 1 moved",
    "0, 0000,  0,  0,  0,  0, false, not sent",
    "3, 0000,  0,  2,  0,  0, false, 2 of 3 moved",
    "3, 0000,  0,  0,  0,  2, false, 2 of 3 moved",
    "3, 0000,  1,  3,  0,  0, false, 1 remain",
    "3, 0000,  3, -1, -1, -1, false, 3 remain",
    "3, 0000,  0,  3,  1,  0, false, 1 failed",
    "3, 0000, -1, -1,  1, -1, false, 1 failed",
    "3, B000,  0,  2,  1,  0, false, 1 failed",
    "3, B000, -1, -1, -1, -1, false, does not say how many",
    "3, FE00,  0,  3,  0,  0, false, cancelled by the archive itself",
    "3, FE00,  1,  2,  0,  0, false, cancelled by the archive itself",
    "1, A701,  0,  0,  0,  0, false, cannot count the matches",
    "1, A702,  0,  0,  1,  0, false, cannot perform sub-operations",
    "1, A801, -1, -1, -1, -1, false, A801 move destination unknown",
    "1, A900, -1,  1, -1, -1, false, identifier does not match",
    "1, C123, -1,  1,  0,  0, false, C123 unable to process",
    "1, 0122, -1, -1, -1, -1, false, SOP class not supported",
    "1, 0124, -1, -1, -1, -1, false, not authorized",
    "1, 1234,  0,  1,  0,  0, false, not sent"
  })
  void onlyWhatWasMovedCompletelyIsSent(
      int listed,
      String status,
      int remaining,
      int completed,
      int failed,
      int warnings,
      boolean sent,
      String words)
      throws IOException {
    int code = Integer.parseInt(status, 16);
    ScriptedArchive archive =
        archive(listed).moving(response(code, remaining, completed, failed, warnings));
    assertThat(pull(archive)).as(text.toString()).isEqualTo(sent);
    String normal = text.toString().replace("not all of it sent", "not sent");
    if (!sent && words.equals("not sent")) {
      assertThat(normal).contains("not sent to ROTAVOX");
    } else {
      assertThat(text.toString()).contains(words);
    }
    assertThat(normal.contains("not sent to")).isEqualTo(!sent);
    assertThat(text.toString()).contains("1 series asked for, " + (sent ? 1 : 0) + " sent");
  }

  @Test
  void aFailureThatOnlyAPendingResponseTellsCounts() throws IOException {
    ScriptedArchive archive =
        archive(2)
            .moving(
                response(0xFF00, 1, 0, 1, 0),
                response(0xFF00, 0, 1, 1, 0),
                response(0, -1, -1, -1, -1));
    assertThat(pull(archive)).isFalse();
    assertThat(text.toString()).contains("1 failed");
  }

  @Test
  void aSeriesThatIsListedTwiceIsFetchedOnce() throws IOException {
    ScriptedArchive archive =
        new ScriptedArchive()
            .listing("STUDY", study("1.2.3"), study("1.2.3"), study("1.2.9"))
            .listing(
                "SERIES",
                series("1.2.3", "1.2.3.4"),
                series("1.2.3", "1.2.3.4"),
                series("1.2.3", "1.2.3.5"),
                series("1.2.9", "1.2.9.1"))
            .listing("IMAGE", instance("1.2.7"), instance("1.2.7"))
            .moving(response(0, 0, 1, 0, 0))
            .moving(response(0, 0, 1, 0, 0));
    assertThat(pull(archive)).as(text.toString()).isTrue();
    assertThat(archive.moved()).containsExactly(new Uid("1.2.3.4"), new Uid("1.2.3.5"));
    assertThat(text.toString()).contains("1 object,");
  }

  @Test
  void afterTheAssociationHasBrokenTheRestIsListedAsNotSent() throws IOException {
    ScriptedArchive archive =
        archive(1)
            .listing(
                "SERIES",
                series("1.2.3", "1.2.3.4"),
                series("1.2.3", "1.2.3.5"),
                series("1.2.3", "1.2.3.6"))
            .moving(response(0, 0, 1, 0, 0))
            .moving();
    assertThat(pull(archive)).isFalse();
    assertThat(archive.moved()).hasSize(2);
    assertThat(text.toString())
        .contains(
            "not sent to ROTAVOX: aborted the association",
            "not sent to ROTAVOX: the association is over",
            "3 series asked for, 1 sent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STUDY", "SERIES", "IMAGE"})
  void aQueryThatTheArchiveCancelsByItselfIsAnError(String level) {
    assertThatThrownBy(() -> pull(archive(1).ending(level, DimseStatus.CANCELLED)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("FE00 cancelled, though no C-CANCEL was sent");
    assertThatThrownBy(() -> pull(archive(1).ending(level, new DimseStatus(0xC001, ""))))
        .hasMessageContaining("C001 unable to process");
  }

  @Test
  void anAnswerThatIsCutOffIsSaidToBe() throws IOException {
    DataSet[] many = new DataSet[1500];
    for (int i = 0; i < many.length; i++) {
      many[i] = study("1.2.4." + i);
    }
    Retrieval retrieval = new Retrieval(new ScriptedArchive().listing("STUDY", many));
    retrieval.find(new Retrieval.Selection(Optional.empty(), "A", ""));
    assertThat(retrieval.isCut()).isTrue();
  }
}
