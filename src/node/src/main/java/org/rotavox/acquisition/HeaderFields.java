package org.rotavox.acquisition;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.model.SeriesFacts;

/**
 * Copies header fields into the facts, for rules that ask for a field by keyword. Nothing about the
 * patient: no group 0010, no names of persons, no free text, no numbers that lead to the patient.
 * Bounded: short values, few of them.
 */
final class HeaderFields {

  private static final int MAX_FIELDS = 400;
  private static final int MAX_VALUES = 16;
  private static final int MAX_LENGTH = 128;

  /** No field that is copied has more bytes, in whichever character set. */
  private static final int MAX_BYTES = MAX_VALUES * MAX_LENGTH * 8;

  private static final int PATIENT_GROUP = 0x0010;
  private static final int LAST_GROUP = 0x0050;

  private static final Set<VR> COPIED =
      EnumSet.of(
          VR.AE, VR.CS, VR.DA, VR.DS, VR.FD, VR.FL, VR.IS, VR.LO, VR.SH, VR.SL, VR.SS, VR.TM, VR.UI,
          VR.UL, VR.US);

  private static final Set<Integer> LEFT_OUT =
      Set.of(
          Tag.AccessionNumber,
          Tag.StudyID,
          Tag.ImageComments,
          Tag.AdmissionID,
          Tag.RequestedProcedureID,
          Tag.ScheduledProcedureStepID,
          Tag.PerformedProcedureStepID);

  private HeaderFields() {}

  static void copy(DataSet header, SeriesFacts.Builder facts) {
    int fields = 0;
    for (int tag : header.tags()) {
      if (fields >= MAX_FIELDS || !isAllowed(header, tag)) {
        continue;
      }
      List<String> values = header.getStrings(tag);
      String name = nameOf(header, tag);
      if (!values.isEmpty()
          && values.size() <= MAX_VALUES
          && !name.isEmpty()
          && values.stream().allMatch(v -> v.length() <= MAX_LENGTH)) {
        facts.headerField(name, values);
        fields++;
      }
    }
  }

  private static boolean isAllowed(DataSet header, int tag) {
    int group = tag >>> 16;
    return group != PATIENT_GROUP
        && group < LAST_GROUP
        && !LEFT_OUT.contains(tag)
        && header.valueLength(tag) > 0
        && header.valueLength(tag) <= MAX_BYTES
        && header.vrOf(tag).filter(COPIED::contains).isPresent();
  }

  /** The keyword, or for private elements {@code gggg,xxee:CREATOR} (PS3.5 section 7.8). */
  private static String nameOf(DataSet header, int tag) {
    int group = tag >>> 16;
    if (group % 2 == 0) {
      return Dictionary.keywordOf(tag);
    }
    int element = tag & 0xFFFF;
    int block = element >>> 8;
    return block == 0
        ? ""
        : header
            .getString(group << 16 | block)
            .map(
                creator ->
                    String.format(Locale.ROOT, "%04x,xx%02x:%s", group, element & 0xFF, creator))
            .orElse("");
  }
}
