package org.rotavox.send;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.ClientAssociation.MoveOutcome;
import org.rotavox.upperlayer.PresentationProposal;

/**
 * Finds runs in an archive and has them sent to a node (C-FIND and C-MOVE, PS3.4 annex C). Whether
 * a run turns is not in what archives answer: only the number of frames tells a run from single
 * images, and the node decides when it has it.
 */
public final class Retrieval {

  /** Study Root Query/Retrieve Information Model - MOVE. */
  public static final Uid MOVE = new Uid("1.2.840.10008.5.1.4.1.2.2.2");

  private static final int MOST_STUDIES = 1000;
  private static final int MOST_SERIES = 1000;
  private static final int MOST_INSTANCES = 10_000;

  /** A run has at least so many frames or instances; a shorter one cannot be reconstructed. */
  private static final int FEWEST_FRAMES = 30;

  private final ClientAssociation association;
  private boolean cut;

  /** Asks over this association, which has proposed {@link #proposals}. */
  public Retrieval(ClientAssociation association) {
    this.association = association;
  }

  /** Returns what an association has to propose. */
  public static List<PresentationProposal> proposals() {
    return List.of(
        InstanceQuery.PROPOSAL,
        new PresentationProposal(MOVE, InstanceQuery.PROPOSAL.transferSyntaxes()));
  }

  /**
   * Which studies to look at.
   *
   * @param study Study Instance UID; empty = any
   * @param patient Patient ID; empty = any
   * @param date Study Date or a range of them, as DICOM writes it; empty = any
   */
  public record Selection(Optional<Uid> study, String patient, String date) {}

  /**
   * A series that may hold a run.
   *
   * @param study Study Instance UID
   * @param series Series Instance UID
   * @param date Study Date; empty if the archive does not say
   * @param description Series Description; empty if the archive does not say
   * @param instances how many instances it has
   * @param frames the most frames of one of them; 0 if the archive does not say
   * @param allFrames the frames of all of them: a run may lie there in parts
   */
  public record Candidate(
      Uid study,
      Uid series,
      String date,
      String description,
      int instances,
      int frames,
      int allFrames) {

    /** Returns true if the series may hold a run, by the number of its frames. */
    boolean mayTurn() {
      return frames == 0 || allFrames >= FEWEST_FRAMES || instances >= FEWEST_FRAMES;
    }
  }

  /**
   * Returns the XA series of the selected studies that may hold a run, each once, however often the
   * archive lists it. What the archive says to belong to another study than was asked for is left
   * out: some do not look at the keys.
   */
  public List<Candidate> find(Selection selection) throws IOException {
    Map<Uid, DataSet> studies = new LinkedHashMap<>();
    for (DataSet study : limited(studies(selection), MOST_STUDIES)) {
      study
          .getUid(Tag.StudyInstanceUID)
          .filter(uid -> selection.study().isEmpty() || selection.study().get().equals(uid))
          .ifPresent(uid -> studies.putIfAbsent(uid, study));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Map.Entry<Uid, DataSet> study : studies.entrySet()) {
      Set<Uid> known = new HashSet<>();
      for (DataSet series : limited(series(study.getKey()), MOST_SERIES)) {
        Optional<Uid> uid = series.getUid(Tag.SeriesInstanceUID);
        if (uid.isPresent()
            && belongs(series, Tag.StudyInstanceUID, study.getKey())
            && known.add(uid.get())) {
          candidate(study.getKey(), study.getValue(), series)
              .filter(Candidate::mayTurn)
              .ifPresent(candidates::add);
        }
      }
    }
    return candidates;
  }

  /** Returns true if an answer of {@link #find} was cut off where it had grown too long. */
  public boolean isCut() {
    return cut;
  }

  private List<DataSet> limited(List<DataSet> matches, int most) {
    cut |= matches.size() >= most;
    return matches;
  }

  private static boolean belongs(DataSet match, int tag, Uid asked) {
    return match.getUid(tag).filter(uid -> !uid.equals(asked)).isEmpty();
  }

  private List<DataSet> studies(Selection selection) throws IOException {
    DataSet keys =
        new DataSet()
            .setString(Tag.QueryRetrieveLevel, "STUDY")
            .setString(Tag.PatientID, selection.patient())
            .setString(Tag.StudyDate, selection.date())
            .setEmpty(Tag.StudyInstanceUID);
    selection.study().ifPresent(uid -> keys.setUid(Tag.StudyInstanceUID, uid));
    return InstanceQuery.find(association, keys, MOST_STUDIES);
  }

  private List<DataSet> series(Uid study) throws IOException {
    return InstanceQuery.find(
        association,
        new DataSet()
            .setString(Tag.QueryRetrieveLevel, "SERIES")
            .setUid(Tag.StudyInstanceUID, study)
            .setString(Tag.Modality, "XA")
            .setEmpty(Tag.SeriesInstanceUID)
            .setEmpty(Tag.SeriesDescription),
        MOST_SERIES);
  }

  private Optional<Candidate> candidate(Uid study, DataSet found, DataSet series)
      throws IOException {
    Optional<Uid> uid = series.getUid(Tag.SeriesInstanceUID);
    if (uid.isEmpty() || !series.getString(Tag.Modality, "XA").strip().equals("XA")) {
      return Optional.empty();
    }
    List<DataSet> instances =
        InstanceQuery.find(
            association,
            new DataSet()
                .setString(Tag.QueryRetrieveLevel, "IMAGE")
                .setUid(Tag.StudyInstanceUID, study)
                .setUid(Tag.SeriesInstanceUID, uid.get())
                .setEmpty(Tag.SOPInstanceUID)
                .setEmpty(Tag.NumberOfFrames),
            MOST_INSTANCES);
    List<DataSet> different = different(instances, uid.get());
    int[] frames = different.stream().mapToInt(i -> i.getInt(Tag.NumberOfFrames, 0)).toArray();
    return Optional.of(
        new Candidate(
            study,
            uid.get(),
            found.getString(Tag.StudyDate, ""),
            series.getString(Tag.SeriesDescription, ""),
            different.size(),
            Arrays.stream(frames).max().orElse(0),
            Arrays.stream(frames).sum()));
  }

  /** Each instance of the series once; those without a UID cannot be told apart and all count. */
  private static List<DataSet> different(List<DataSet> instances, Uid series) {
    Set<Uid> known = new HashSet<>();
    return instances.stream()
        .filter(each -> belongs(each, Tag.SeriesInstanceUID, series))
        .filter(each -> each.getUid(Tag.SOPInstanceUID).map(known::add).orElse(true))
        .toList();
  }

  /**
   * Has a series sent.
   *
   * @param to AE title of the node that gets it; the archive must know where that is
   * @return the final response, with the most failures that any response has told
   */
  public MoveOutcome move(Candidate candidate, AeTitle to) throws IOException {
    TransferSyntax syntax =
        association
            .acceptedTransferSyntax(MOVE)
            .map(TransferSyntax::forUid)
            .orElseThrow(() -> new IOException("the peer does not offer C-MOVE (Study Root)"));
    DataSet keys =
        new DataSet()
            .setString(Tag.QueryRetrieveLevel, "SERIES")
            .setUid(Tag.StudyInstanceUID, candidate.study())
            .setUid(Tag.SeriesInstanceUID, candidate.series());
    int[] failed = {-1};
    MoveOutcome last =
        association.move(
            MOVE,
            to,
            out -> DicomWriter.writeDataSet(out, keys, syntax),
            soFar -> {
              failed[0] = Math.max(failed[0], soFar.failed());
              return true;
            });
    return new MoveOutcome(
        last.status(),
        last.remaining(),
        last.completed(),
        Math.max(failed[0], last.failed()),
        last.warnings());
  }
}
