package org.rotavox.app.command;

import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.SopClass;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;

/** Says in one sentence what an object or a run is, and whether a volume can be made of it. */
final class RunVerdict {

  private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
  private static final String DICOMDIR = "1.2.840.10008.1.3.10";
  private static final String RAW_RUN = "export the raw run";

  private RunVerdict() {}

  /** Returns the sentence, without a capital letter and without a full stop. */
  static String of(SeriesFacts facts, boolean reconstructable) {
    if (reconstructable) {
      return "a rotational run that can be reconstructed";
    }
    return switch (facts.text(Fact.OBJECT_KIND)) {
      case "XA", "ENHANCED_XA", "XRF", "ENHANCED_XRF" -> projections(facts);
      case "SECONDARY_CAPTURE" -> "a secondary capture, a picture of a screen: " + RAW_RUN;
      case "DOSE_REPORT" -> "a radiation dose report: it holds no images";
      case "PRESENTATION_STATE" -> "a presentation state: how to show images, no image itself";
      default -> other(facts);
    };
  }

  private static String projections(SeriesFacts facts) {
    boolean still = has(facts, "NOT_ROTATING");
    if (has(facts, "NO_PIXELS")) {
      return "an angiographic object without an image: cut off, or sent without its pixels";
    }
    if (has(facts, "SINGLE_FRAME")) {
      return "a single frame: a rotation needs many";
    }
    if (has(facts, "SUBTRACTED")) {
      return (still ? "a static, subtracted run: " : "a subtracted run: ")
          + (still ? "the C-arm does not turn" : RAW_RUN + ", without subtraction");
    }
    if (still) {
      return "a static run: the C-arm does not turn";
    }
    if (has(facts, "NO_ANGLES")) {
      return "a run without angles: a rotation cannot be recognised";
    }
    Optional<Obstacle> first = facts.obstacles().stream().findFirst();
    if (first.isEmpty()) {
      return "a run that cannot be reconstructed";
    }
    String because = " because " + first.get().sentence();
    if (first.get().code().startsWith("PARTS_") || first.get().code().equals("INSTANCES_MISSING")) {
      return "a part of a run, which cannot be reconstructed" + because;
    }
    return (facts.number(Fact.SWEEP_DEG) > 0
            ? "a run that turns and cannot be reconstructed"
            : "a run that cannot be reconstructed")
        + because;
  }

  private static boolean has(SeriesFacts facts, String code) {
    return facts.obstacles().stream().anyMatch(obstacle -> obstacle.code().equals(code));
  }

  private static String other(SeriesFacts facts) {
    Optional<Obstacle> unreadable =
        facts.obstacles().stream().filter(o -> o.code().equals("UNREADABLE")).findFirst();
    if (unreadable.isPresent()) {
      return unreadable.get().sentence();
    }
    String uid = facts.text(Fact.SOP_CLASS);
    if (uid.isEmpty()) {
      return "a DICOM file without a SOP class: cut off, or not written by a device";
    }
    if (uid.equals(DICOMDIR)) {
      return "a DICOMDIR, a table of contents: name it or its folder as it lies on the medium";
    }
    if (!uid.startsWith(STORAGE)) {
      return "an object of a private or unknown kind, " + name(uid) + ": " + RAW_RUN + " as XA";
    }
    return standard(uid.substring(STORAGE.length()), uid);
  }

  /** By the end of the UID of a storage class (PS3.4 annex B.5). */
  private static String standard(String kind, String uid) {
    return switch (kind) {
      case "2" -> "a CT slice: already a volume";
      case "2.1", "2.2" -> "a CT volume: nothing to be reconstructed";
      case "4", "4.1", "4.3", "4.4" -> "an MR image: already a volume";
      case "13.1.1", "13.1.2", "13.1.3", "13.1.4", "13.1.5" ->
          "a 3D object (" + name(uid) + "): already a volume";
      case "88.59" -> "a key object selection: a list of images, no image itself";
      case "66" -> "raw data that only the manufacturer's software reads: " + RAW_RUN + " as XA";
      case "104.1", "104.2" -> "a document: it holds no images";
      case "104.3", "104.4", "104.5" -> "a surface for printing: it holds no projections";
      case "1", "1.1", "1.1.1" -> "a radiograph: a rotation needs many projections";
      case "128", "130", "20" -> "a nuclear image (" + name(uid) + "), no projections of a C-arm";
      default ->
          kind.startsWith("88.")
              ? "a structured report: it holds no images"
              : "an object of another kind (" + name(uid) + "), no projections of a C-arm";
    };
  }

  private static String name(String uid) {
    return Uid.isValid(uid) ? SopClass.nameOf(new Uid(uid)).replaceFirst(" Storage$", "") : uid;
  }

  /** Returns the next thing to do; empty where nothing helps. */
  static String next(Inspected run, List<String> input) {
    SeriesFacts facts = run.facts();
    String files = ShellWords.join(run.inputs(input));
    if (run.reconstructable()) {
      return "rotavox reconstruct " + files + run.selection() + " -o volume";
    }
    boolean projections = facts.has(Fact.OBJECT_KIND) && isProjection(facts);
    if (!projections) {
      return "";
    }
    boolean station =
        facts.obstacles().stream().anyMatch(o -> o.remedy().startsWith("station entry"))
            && !has(facts, "NOT_ROTATING");
    return station
        ? "rotavox inspect --config config " + files + "   (with an entry for the station)"
        : "rotavox inspect --frames frames.png " + files + "   (shows frames and angles)";
  }

  private static boolean isProjection(SeriesFacts facts) {
    String kind = facts.text(Fact.OBJECT_KIND);
    return kind.contains("XA") || kind.contains("XRF");
  }
}
