package org.rotavox.result;

import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/** Coded concepts of PS3.16 that the results use, as single-item code sequences (PS3.3 8.8). */
final class Codes {

  private static final String DCM = "DCM";

  private Codes() {}

  /** CID 10033: how the volume was computed. */
  static List<DataSet> reconstruction(boolean iterative) {
    return iterative
        ? code("113963", DCM, "Iterative Reconstruction")
        : code("113962", DCM, "Filtered Back Projection");
  }

  /** CID 7202: why the source is referred to. */
  static List<DataSet> sourceForProcessing() {
    return code("121322", DCM, "Source image for image processing operation");
  }

  /** CID 7005: equipment that acquired the run. */
  static List<DataSet> acquisitionEquipment() {
    return code("109101", DCM, "Acquisition Equipment");
  }

  /** CID 7005: equipment that made the volume. */
  static List<DataSet> processingEquipment() {
    return code("109102", DCM, "Processing Equipment");
  }

  static List<DataSet> code(String value, String scheme, String meaning) {
    return List.of(
        new DataSet()
            .setString(Tag.CodeValue, value)
            .setString(Tag.CodingSchemeDesignator, scheme)
            .setString(Tag.CodeMeaning, meaning));
  }
}
