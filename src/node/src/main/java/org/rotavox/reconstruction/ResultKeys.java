package org.rotavox.reconstruction;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.rotavox.dicom.AeTitle;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** The keys of the section {@code results}, and how they are read. */
public final class ResultKeys {

  static final Key<String> SERIES_DESCRIPTION =
      Key.of(
          "seriesDescription",
          Format.TEXT,
          ResultSettings.DEFAULT.seriesDescription(),
          "Series Description of results whose rule has none: {protocol}, {rule}, {sweep} and the"
              + " names of facts are filled in");
  static final Key<String> IMAGE_COMMENTS =
      Key.of(
          "imageComments",
          Format.TEXT,
          ResultSettings.DEFAULT.imageComments(),
          "Image Comments of every result; empty = none");
  static final Key<Boolean> FAILURE_NOTES =
      Key.of(
          "failureNotes",
          Format.BOOLEAN,
          String.valueOf(ResultSettings.DEFAULT.failureNotes()),
          "true = a failed reconstruction sends a page with the reason into the study");

  public static final Group RESULTS =
      new Group(
          "results",
          "Texts in results.",
          List.of(SERIES_DESCRIPTION, IMAGE_COMMENTS, FAILURE_NOTES));

  private ResultKeys() {}

  /**
   * Reads the section.
   *
   * @param node AE title of the node
   * @param zone in which dates and times of results are meant
   * @param protocols what each protocol makes, by its name
   * @param destinations what each destination takes, by its name
   */
  public static ResultSettings read(
      Section file,
      AeTitle node,
      ZoneId zone,
      Map<String, ProtocolOutputs> protocols,
      Map<String, DestinationOutputs> destinations) {
    Section results = file.section(RESULTS);
    return new ResultSettings(
        node.value(),
        results.orDefault(IMAGE_COMMENTS),
        results.orDefault(SERIES_DESCRIPTION),
        results.orDefault(FAILURE_NOTES),
        zone,
        protocols,
        destinations);
  }
}
