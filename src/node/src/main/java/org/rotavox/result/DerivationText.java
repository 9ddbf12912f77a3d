package org.rotavox.result;

import java.util.Locale;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/** Says in one sentence how the volume was made, for Derivation Description (0008,2111). */
final class DerivationText {

  private DerivationText() {}

  static String of(ResultOrigin origin) {
    if (!origin.details().derivation().isBlank()) {
      return origin.details().derivation();
    }
    DataSet source = origin.sourceHeader();
    int frames = Math.max(source.getInt(Tag.NumberOfFrames, 1), origin.sources().size());
    StringBuilder text = new StringBuilder(200);
    text.append(origin.details().iterative() ? "Iterative" : "Filtered back projection");
    text.append(" cone-beam reconstruction of ").append(frames).append(" projections");
    millimetres(text, ", SID ", source, Tag.DistanceSourceToDetector);
    millimetres(text, ", SOD ", source, Tag.DistanceSourceToPatient);
    if (!origin.protocolName().isBlank()) {
      text.append(", protocol ").append(origin.protocolName());
    }
    text.append(", by Rotavox ").append(origin.softwareVersion());
    if (origin.lossy()) {
      text.append("; the projections were compressed lossily");
    }
    return text.toString();
  }

  private static void millimetres(StringBuilder text, String name, DataSet source, int tag) {
    source
        .getDouble(tag)
        .ifPresent(mm -> text.append(name).append(String.format(Locale.ROOT, "%.1f mm", mm)));
  }
}
