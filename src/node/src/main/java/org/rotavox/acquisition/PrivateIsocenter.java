package org.rotavox.acquisition;

import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.acquisition.orbit.Distances;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * Source to isocentre as Siemens writes it, in {@link PrivateElement#SIEMENS_SOURCE_TO_ISOCENTER}.
 * Distance Source to Patient (0018,1111) of the same object may be that to the patient on the
 * table: a decoded sample has SID 1198, 817 there, 785 in the private element, and a magnification
 * of 1.52, which is 1198 / 785.
 *
 * <p>The magnification decides: where it is that of the private distance and not that of
 * (0018,1111), two of three say the same, and the third is another distance. Where nothing decides,
 * the two contradict each other.
 *
 * @param privateMm the private distance
 * @param standardMm (0018,1111); empty if absent
 * @param confirmed the magnification is that of the private distance, and not that of the other
 */
record PrivateIsocenter(double privateMm, OptionalDouble standardMm, boolean confirmed) {

  private static final double SHORTEST_MM = 400;
  private static final double LONGEST_MM = 1300;
  private static final double SAME_MM = 1;

  /** Returns what an object says; empty if it does not, or in no unit of a C-arm. */
  static Optional<PrivateIsocenter> of(DataSet header) {
    double[] values = PrivateElement.SIEMENS_SOURCE_TO_ISOCENTER.numbers(header);
    boolean usable =
        values.length == 1
            && values[0] >= SHORTEST_MM
            && values[0] <= LONGEST_MM
            && !ObjectKind.of(header).isEnhanced();
    if (!usable) {
      return Optional.empty();
    }
    OptionalDouble standard = positive(header, Tag.DistanceSourceToPatient);
    OptionalDouble sid = positive(header, Tag.DistanceSourceToDetector);
    OptionalDouble magnification = positive(header, Tag.EstimatedRadiographicMagnificationFactor);
    boolean confirmed =
        standard.isPresent()
            && sid.isPresent()
            && magnification.isPresent()
            && Distances.agree(sid.getAsDouble(), values[0], magnification.getAsDouble())
            && !Distances.agree(
                sid.getAsDouble(), standard.getAsDouble(), magnification.getAsDouble());
    return Optional.of(new PrivateIsocenter(values[0], standard, confirmed));
  }

  /** Returns the name of the private element where both objects have it and not the same. */
  static Optional<String> differing(DataSet first, DataSet second) {
    Optional<PrivateIsocenter> a = of(first);
    Optional<PrivateIsocenter> b = of(second);
    return a.isPresent()
            && b.isPresent()
            && Math.abs(a.get().privateMm - b.get().privateMm) > SAME_MM
        ? Optional.of(PrivateElement.SIEMENS_SOURCE_TO_ISOCENTER.inWords())
        : Optional.empty();
  }

  private static OptionalDouble positive(DataSet header, int tag) {
    OptionalDouble value = header.getDouble(tag);
    return value.isPresent() && value.getAsDouble() > 0 ? value : OptionalDouble.empty();
  }

  /** Returns true if (0018,1111) is absent, or explained to be another distance. */
  boolean replacesStandard() {
    return standardMm.isEmpty() || (confirmed && !isSame());
  }

  /** Returns true if both are there, differ, and nothing says which is which. */
  boolean contradicts() {
    return standardMm.isPresent() && !isSame() && !confirmed;
  }

  private boolean isSame() {
    return Math.abs(privateMm - standardMm.orElse(privateMm)) <= SAME_MM;
  }
}
