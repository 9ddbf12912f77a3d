package org.rotavox.dataset;

import java.util.List;
import java.util.Map;
import org.rotavox.dicom.Uid;

/**
 * The SOP classes of PS3.4 that matter to a node that stores objects: all storage classes by UID
 * and name, the common ones as constants, and Verification.
 *
 * <p>Retired storage classes are in the list as well: old archives still send them.
 */
public final class SopClass {

  public static final Uid VERIFICATION = new Uid("1.2.840.10008.1.1");
  public static final Uid STORAGE_COMMITMENT_PUSH_MODEL = new Uid("1.2.840.10008.1.20.1");

  public static final Uid COMPUTED_RADIOGRAPHY_IMAGE_STORAGE = storage("1");
  public static final Uid DIGITAL_X_RAY_IMAGE_STORAGE_FOR_PRESENTATION = storage("1.1");
  public static final Uid DIGITAL_X_RAY_IMAGE_STORAGE_FOR_PROCESSING = storage("1.1.1");
  public static final Uid CT_IMAGE_STORAGE = storage("2");
  public static final Uid ENHANCED_CT_IMAGE_STORAGE = storage("2.1");
  public static final Uid ULTRASOUND_IMAGE_STORAGE = storage("6.1");
  public static final Uid MR_IMAGE_STORAGE = storage("4");
  public static final Uid ENHANCED_MR_IMAGE_STORAGE = storage("4.1");
  public static final Uid SECONDARY_CAPTURE_IMAGE_STORAGE = storage("7");
  public static final Uid MULTI_FRAME_GRAYSCALE_BYTE_SECONDARY_CAPTURE_IMAGE_STORAGE =
      storage("7.2");
  public static final Uid MULTI_FRAME_GRAYSCALE_WORD_SECONDARY_CAPTURE_IMAGE_STORAGE =
      storage("7.3");
  public static final Uid MULTI_FRAME_TRUE_COLOR_SECONDARY_CAPTURE_IMAGE_STORAGE = storage("7.4");
  public static final Uid GRAYSCALE_SOFTCOPY_PRESENTATION_STATE_STORAGE = storage("11.1");
  public static final Uid XA_XRF_GRAYSCALE_SOFTCOPY_PRESENTATION_STATE_STORAGE = storage("11.5");
  public static final Uid X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE = storage("12.1");
  public static final Uid ENHANCED_XA_IMAGE_STORAGE = storage("12.1.1");
  public static final Uid X_RAY_RADIOFLUOROSCOPIC_IMAGE_STORAGE = storage("12.2");
  public static final Uid ENHANCED_XRF_IMAGE_STORAGE = storage("12.2.1");
  public static final Uid X_RAY_3D_ANGIOGRAPHIC_IMAGE_STORAGE = storage("13.1.1");
  public static final Uid X_RAY_3D_CRANIOFACIAL_IMAGE_STORAGE = storage("13.1.2");
  public static final Uid RAW_DATA_STORAGE = storage("66");
  public static final Uid BASIC_TEXT_SR_STORAGE = storage("88.11");
  public static final Uid ENHANCED_SR_STORAGE = storage("88.22");
  public static final Uid COMPREHENSIVE_SR_STORAGE = storage("88.33");
  public static final Uid KEY_OBJECT_SELECTION_DOCUMENT_STORAGE = storage("88.59");
  public static final Uid X_RAY_RADIATION_DOSE_SR_STORAGE = storage("88.67");
  public static final Uid ENCAPSULATED_PDF_STORAGE = storage("104.1");
  public static final Uid ENCAPSULATED_STL_STORAGE = storage("104.3");

  private static final class Names {
    static final Map<Uid, String> STORAGE = UidNames.load("storage-sop-classes.tsv");
    static final List<Uid> UIDS = List.copyOf(STORAGE.keySet());
  }

  private SopClass() {}

  private static Uid storage(String suffix) {
    return new Uid("1.2.840.10008.5.1.4.1.1." + suffix);
  }

  /** Returns the name in PS3.6 annex A, or the UID itself if it is not known here. */
  public static String nameOf(Uid sopClass) {
    if (sopClass.equals(VERIFICATION)) {
      return "Verification";
    }
    if (sopClass.equals(STORAGE_COMMITMENT_PUSH_MODEL)) {
      return "Storage Commitment Push Model";
    }
    return Names.STORAGE.getOrDefault(sopClass, sopClass.value());
  }

  /** Returns all storage SOP classes. */
  public static List<Uid> storage() {
    return Names.UIDS;
  }
}
