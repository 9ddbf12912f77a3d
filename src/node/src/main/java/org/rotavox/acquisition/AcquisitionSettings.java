package org.rotavox.acquisition;

import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.DataSet;

/**
 * What an administrator decides about the reading of runs.
 *
 * @param stations what is known of stations beyond their headers; the first that matches a run
 *     counts
 * @param unconfirmed what becomes of a run with values that nothing repeats, where its station does
 *     not say otherwise
 */
public record AcquisitionSettings(List<StationProfile> stations, Unconfirmed unconfirmed) {

  public AcquisitionSettings {
    stations = List.copyOf(stations);
  }

  /** What becomes of a run with values of the geometry that nothing repeats. */
  public enum Unconfirmed {
    /** It is reconstructed; a fact names the values. */
    ACCEPT,
    /** It is refused. */
    REFUSE
  }

  /** Returns the settings of a node that knows these stations and accepts what nothing repeats. */
  public static AcquisitionSettings of(List<StationProfile> stations) {
    return new AcquisitionSettings(stations, Unconfirmed.ACCEPT);
  }

  /** Returns these settings, refusing what nothing repeats. */
  public AcquisitionSettings strict() {
    return new AcquisitionSettings(stations, Unconfirmed.REFUSE);
  }

  Optional<StationProfile> station(DataSet header) {
    return StationProfile.matching(stations, header);
  }

  boolean refusesUnconfirmed(Optional<StationProfile> station) {
    return station.flatMap(s -> s.reading().unconfirmed()).orElse(unconfirmed)
        == Unconfirmed.REFUSE;
  }
}
