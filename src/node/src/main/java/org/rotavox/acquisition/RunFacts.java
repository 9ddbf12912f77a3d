package org.rotavox.acquisition;

import java.util.List;
import java.util.Optional;
import org.rotavox.acquisition.intensity.FrameSample;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.model.Fact;
import org.rotavox.model.ObstacleCode;
import org.rotavox.model.SeriesFacts;
import org.rotavox.recon.AirLevels;

/** Writes what was found about a run into facts. */
final class RunFacts {

  /** An edge this much darker than the brightest part of its frame lies behind the patient. */
  private static final double TRUNCATED_BELOW = 0.6;

  private final SeriesFacts.Builder facts = SeriesFacts.builder();
  private boolean truncated;
  private boolean borderUnclear;
  private boolean turns;

  void header(RunInstances run) {
    DataSet first = run.first();
    facts.set(Fact.OBJECT_KIND, run.kind().name());
    text(Fact.SOP_CLASS, first, Tag.SOPClassUID);
    text(Fact.MODALITY, first, Tag.Modality);
    text(Fact.MANUFACTURER, first, Tag.Manufacturer);
    text(Fact.MODEL_NAME, first, Tag.ManufacturerModelName);
    text(Fact.STATION_NAME, first, Tag.StationName);
    text(Fact.INSTITUTION_NAME, first, Tag.InstitutionName);
    text(Fact.PROTOCOL_NAME, first, Tag.ProtocolName);
    text(Fact.STUDY_DESCRIPTION, first, Tag.StudyDescription);
    text(Fact.SERIES_DESCRIPTION, first, Tag.SeriesDescription);
    text(Fact.BODY_PART, first, Tag.BodyPartExamined);
    List<String> imageType = first.getStrings(Tag.ImageType);
    if (!imageType.isEmpty()) {
      facts.set(Fact.IMAGE_TYPE, imageType);
    }
    HeaderFields.copy(first, facts);
    if (first.contains(Tag.Rows)) {
      integer(Fact.ROWS, first, Tag.Rows);
      integer(Fact.COLUMNS, first, Tag.Columns);
      integer(Fact.BITS, first, Tag.BitsStored);
      facts.set(Fact.FRAMES, (long) run.scopes().frames());
      facts.set(Fact.LOSSY, PixelMeaning.isLossy(run));
    }
    facts.set(Fact.SUBTRACTED, ProcessedMark.of(first).isPresent());
    String relationship =
        run.scopes().text(Tag.FramePixelDataPropertiesSequence, Tag.PixelIntensityRelationship);
    if (!relationship.isEmpty()) {
      facts.set(Fact.RELATIONSHIP, relationship);
    }
  }

  void angles(AngleDecision decision) {
    if (decision instanceof AngleDecision.Decided decided) {
      turns();
      facts.set(Fact.SWEEP_DEG, Math.abs(decided.sweepDeg()));
      facts.set(Fact.MEAN_STEP_DEG, Math.abs(decided.meanStepDeg()));
      facts.set(Fact.STEP_VARIATION, decided.stepVariation());
      facts.set(Fact.ROTATION_AXIS, decided.axis().name());
      facts.set(Fact.DIRECTION, decided.sweepDeg() > 0 ? "RISING" : "FALLING");
      facts.set(Fact.ANGLE_READING, decided.reading().factValue());
    } else if (decision instanceof AngleDecision.Refused refused) {
      turns |= refused.turns();
      if (refused.sweepDeg() != 0) {
        facts.set(Fact.SWEEP_DEG, Math.abs(refused.sweepDeg()));
      }
    }
  }

  /** What came of the run moves: the whole of it would turn, as far as anybody can tell. */
  void turnsInPart(AngleDecision.Refused refused) {
    turns |=
        refused.code() != ObstacleCode.NOT_ROTATING && refused.code() != ObstacleCode.NO_ANGLES;
  }

  /** Sets the arc of a run whose angles are not read otherwise. */
  void arc(double degrees) {
    facts.set(Fact.SWEEP_DEG, degrees);
  }

  boolean isTurning() {
    return turns;
  }

  /** Something says that the arm turns, whether the run can be reconstructed or not. */
  void turns() {
    turns = true;
  }

  void geometry(boolean hasDistances, String source) {
    facts.set(Fact.HAS_DISTANCES, hasDistances);
    if (!source.isEmpty()) {
      facts.set(Fact.GEOMETRY_SOURCE, source);
    }
    if (source.equals("SIDE_CAR")) {
      facts.set(Fact.ANGLE_READING, "SIDE_CAR");
    }
  }

  /** Sets sweep and step of a run whose angles come from a side-car alone. */
  void sideCarSweep(List<Double> rotationAnglesDeg) {
    turns();
    int steps = rotationAnglesDeg.size() - 1;
    double sweep = rotationAnglesDeg.get(steps) - rotationAnglesDeg.get(0);
    facts.set(Fact.SWEEP_DEG, Math.abs(sweep));
    facts.set(Fact.MEAN_STEP_DEG, Math.abs(sweep) / Math.max(1, steps));
    facts.set(Fact.DIRECTION, sweep > 0 ? "RISING" : "FALLING");
  }

  void border(RunBorder.State state) {
    facts.set(Fact.BORDER, state.name());
    borderUnclear = state == RunBorder.State.UNCLEAR;
  }

  /**
   * @param alongRows true if the rotation runs along the rows of the stored image
   */
  void intensity(Optional<FrameSample> sample, Optional<IntensityScale> scale, boolean alongRows) {
    if (scale.isPresent()) {
      facts.set(Fact.RELATIONSHIP, scale.get().reading().relationship().name());
      facts.set(Fact.QUANTITATIVE, scale.get().notQuantitative().isEmpty() && !borderUnclear);
      truncated = sample.map(s -> truncated(s, scale.get(), alongRows)).orElse(false);
      facts.set(Fact.TRUNCATION_LIKELY, truncated);
    }
  }

  void air(AirLevels.Evidence level) {
    if (level != AirLevels.Evidence.NOT_LOOKED) {
      facts.set(Fact.AIR_LEVEL, level.name());
    }
    if (level == AirLevels.Evidence.INFERRED) {
      facts.set(Fact.QUANTITATIVE, false);
    }
  }

  boolean isTruncationLikely() {
    return truncated;
  }

  /**
   * True if in any frame an edge that the rotation runs to is clearly darker than the brightest.
   */
  private static boolean truncated(FrameSample sample, IntensityScale scale, boolean alongRows) {
    return sample.frames().stream()
        .anyMatch(
            f -> {
              float a = scale.intensity(f.low());
              float b = scale.intensity(f.high());
              double air = Math.max(a, b);
              double darkest =
                  Math.min(
                      scale.intensity((int) Math.rint(alongRows ? f.leftEdge() : f.upperEdge())),
                      scale.intensity((int) Math.rint(alongRows ? f.rightEdge() : f.lowerEdge())));
              return darkest < TRUNCATED_BELOW * air;
            });
  }

  SeriesFacts build(Finding finding) {
    finding.obstacles().forEach(facts::obstacle);
    if (!finding.unconfirmed().isEmpty()) {
      facts.set(Fact.UNCONFIRMED, finding.unconfirmed());
    }
    return facts
        .set(Fact.ROTATIONAL, turns)
        .warnings(finding.warnings())
        .notes(finding.notes())
        .build();
  }

  private void text(Fact fact, DataSet header, int tag) {
    header.getString(tag).filter(v -> !v.isEmpty()).ifPresent(v -> facts.set(fact, v));
  }

  private void integer(Fact fact, DataSet header, int tag) {
    header.getInt(tag).ifPresent(v -> facts.set(fact, (long) v));
  }
}
