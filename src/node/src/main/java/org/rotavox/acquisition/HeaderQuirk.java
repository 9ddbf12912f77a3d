package org.rotavox.acquisition;

import java.util.List;
import org.rotavox.acquisition.quirk.Quirk;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * The table of headers that say a thing in another place than the standard's: in a private element,
 * in an attribute of another module, in another unit. A new one is one more constant. It writes
 * what it means into a copy of the header where everything else looks for it; the notes of the run
 * say so. The objects themselves stay as they are.
 *
 * <p>A row for one vendor asks for Manufacturer (0008,0070), for a private element with its
 * creator, and where it depends on them for model and software version.
 */
enum HeaderQuirk implements Quirk {
  ISOCENTER_DISTANCE_AT_ROOT(
      "an object that is not enhanced has Distance Source to Isocenter (0018,9402) and no Distance"
          + " Source to Patient (0018,1111)",
      "SOD is (0018,9402)",
      "the attribute's name in PS3.6; enhanced objects have it in (0018,9476); device unknown") {
    @Override
    boolean applies(DataSet header) {
      return !ObjectKind.of(header).isEnhanced()
          && header.containsValue(Tag.DistanceSourceToIsocenter)
          && !header.containsValue(Tag.DistanceSourceToPatient);
    }

    @Override
    void mend(DataSet header) {
      header.setDouble(
          Tag.DistanceSourceToPatient, header.getDouble(Tag.DistanceSourceToIsocenter).orElse(0));
    }
  },

  SIEMENS_SOURCE_TO_ISOCENTER(
      "an object that is not enhanced has (0021,xx17) of \"SIEMENS SMS-AX ACQ 1.0\" (blanks folded)"
          + " of 400 to 1300, and no Distance Source to Patient (0018,1111), or another one while the"
          + " magnification (0018,1114) is that of the private value and not that of (0018,1111)",
      "SOD is the private value, mm; where nothing explains a different (0018,1111) the run is"
          + " refused (`DISTANCES_CONTRADICT`)",
      "FORCASTER (load_data.py), a decoded sample: SID 1198, (0018,1111) 817, private 785,"
          + " magnification 1.52; names in the dictionaries of DCMTK and pydicom; no rotational file") {
    @Override
    boolean applies(DataSet header) {
      return PrivateIsocenter.of(header).filter(PrivateIsocenter::replacesStandard).isPresent();
    }

    @Override
    void mend(DataSet header) {
      PrivateIsocenter.of(header)
          .ifPresent(found -> header.setDouble(Tag.DistanceSourceToPatient, found.privateMm()));
    }
  };

  private final String condition;
  private final String meaning;
  private final String source;

  HeaderQuirk(String condition, String meaning, String source) {
    this.condition = condition;
    this.meaning = meaning;
    this.source = source;
  }

  /** Returns true if a header is written so. */
  abstract boolean applies(DataSet header);

  /** Writes what it means to where the standard has it. */
  abstract void mend(DataSet header);

  /** Returns the headers of a run as everything else is to read them; copies where one changes. */
  static List<DataSet> mended(List<DataSet> headers, Finding finding) {
    List<DataSet> out = headers;
    for (HeaderQuirk quirk : values()) {
      if (out.stream().anyMatch(quirk::applies)) {
        finding.note("%s: %s", quirk.name(), quirk.meaning);
        out = out.stream().map(quirk::mended).toList();
      }
    }
    return out;
  }

  private DataSet mended(DataSet header) {
    if (!applies(header)) {
      return header;
    }
    DataSet copy = header.copy();
    mend(copy);
    return copy;
  }

  @Override
  public String condition() {
    return condition;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String source() {
    return source;
  }
}
