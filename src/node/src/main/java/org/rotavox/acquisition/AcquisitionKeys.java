package org.rotavox.acquisition;

import java.nio.file.Path;
import java.util.List;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** The keys of the section {@code acquisition}, and how they are read. */
public final class AcquisitionKeys {

  static final Key<AcquisitionSettings.Unconfirmed> UNCONFIRMED =
      Key.of(
          "unconfirmed",
          Format.choice(AcquisitionSettings.Unconfirmed.class),
          Format.word(AcquisitionSettings.of(List.of()).unconfirmed()),
          "what becomes of a run with values of the geometry that nothing repeats: accept = it is"
              + " reconstructed, and the fact `unconfirmed` names them; refuse = it is refused"
              + " until a station entry confirms them");

  public static final Group ACQUISITION =
      new Group(
          "acquisition",
          "Requirements on the header of a run; `stations` add values.",
          List.of(UNCONFIRMED));

  private AcquisitionKeys() {}

  /**
   * Reads the list {@code stations} and the section.
   *
   * @param folder that paths are relative to
   */
  public static AcquisitionSettings read(Section file, Path folder) {
    return new AcquisitionSettings(
        StationKeys.read(file, folder), file.section(ACQUISITION).orDefault(UNCONFIRMED));
  }
}
