package org.rotavox.acquisition;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotavox.acquisition.intensity.IntensityReading;
import org.rotavox.acquisition.intensity.LogarithmStep;
import org.rotavox.acquisition.intensity.SilentRelationship;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.acquisition.quirk.Quirk;
import org.rotavox.acquisition.sidecar.GeometryForm;

/** All tables of quirks, for lists of them. */
public final class Quirks {

  private Quirks() {}

  /** Returns the rows of each table, under what they are about. */
  public static Map<String, List<Quirk>> tables() {
    Map<String, List<Quirk>> tables = new LinkedHashMap<>();
    tables.put("Ways to write angles", rows(AngleReading.values()));
    tables.put("Ways to write pixel values", rows(IntensityReading.values()));
    tables.put("Pixel values whose relationship is not stated", rows(SilentRelationship.values()));
    tables.put("Steps of a logarithm", rows(LogarithmStep.values()));
    tables.put("Values in other attributes", rows(HeaderQuirk.values()));
    tables.put("Angles that cannot be read", rows(PrivateAngles.values()));
    tables.put("Marks of processed images", rows(ProcessedMark.values()));
    tables.put("Geometry files", rows(GeometryForm.values()));
    return tables;
  }

  private static List<Quirk> rows(Quirk[] constants) {
    return Arrays.asList(constants);
  }
}
