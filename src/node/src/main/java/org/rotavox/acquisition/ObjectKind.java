package org.rotavox.acquisition;

import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;

/** What an object is, as far as it matters here; the names are the values of a fact. */
enum ObjectKind {
  XA("X-Ray angiographic image", true),
  ENHANCED_XA("enhanced X-Ray angiographic image", true),
  XRF("X-Ray radiofluoroscopic image", true),
  ENHANCED_XRF("enhanced X-Ray radiofluoroscopic image", true),
  SECONDARY_CAPTURE("secondary capture: not an image of a detector", false),
  DOSE_REPORT("radiation dose report", false),
  PRESENTATION_STATE("presentation state: how to show images, no image itself", false),
  OTHER("object of another kind: neither angiography nor fluoroscopy", false);

  private static final String SECONDARY_CAPTURES = "1.2.840.10008.5.1.4.1.1.7";
  private static final String PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11.";

  private final String words;
  private final boolean projection;

  ObjectKind(String words, boolean projection) {
    this.words = words;
    this.projection = projection;
  }

  /** Returns what it is, with its article. */
  String article() {
    return ("aeiouAEIOU".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
  }

  /** Returns true if objects of this kind hold projections, rotational or not. */
  boolean isProjection() {
    return projection;
  }

  boolean isEnhanced() {
    return this == ENHANCED_XA || this == ENHANCED_XRF;
  }

  static ObjectKind of(DataSet dataSet) {
    Optional<Uid> sopClass = dataSet.getUid(Tag.SOPClassUID);
    return sopClass.map(ObjectKind::of).orElse(OTHER);
  }

  private static ObjectKind of(Uid sopClass) {
    if (sopClass.equals(SopClass.X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE)) {
      return XA;
    }
    if (sopClass.equals(SopClass.ENHANCED_XA_IMAGE_STORAGE)) {
      return ENHANCED_XA;
    }
    if (sopClass.equals(SopClass.X_RAY_RADIOFLUOROSCOPIC_IMAGE_STORAGE)) {
      return XRF;
    }
    if (sopClass.equals(SopClass.ENHANCED_XRF_IMAGE_STORAGE)) {
      return ENHANCED_XRF;
    }
    if (sopClass.equals(SopClass.X_RAY_RADIATION_DOSE_SR_STORAGE)) {
      return DOSE_REPORT;
    }
    String uid = sopClass.value();
    if (uid.equals(SECONDARY_CAPTURES) || uid.startsWith(SECONDARY_CAPTURES + ".")) {
      return SECONDARY_CAPTURE;
    }
    return uid.startsWith(PRESENTATION_STATES) ? PRESENTATION_STATE : OTHER;
  }
}
