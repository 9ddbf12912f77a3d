package org.rotavox.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rotavox.yaml.FaultList;

/**
 * What is collected while the files of one configuration are read.
 *
 * @param faults what is wrong
 * @param effective what is in force
 * @param environment the environment variables
 */
public record Reading(
    FaultList faults, List<EffectiveSetting> effective, Map<String, String> environment) {

  public static Reading begin(Map<String, String> environment) {
    return new Reading(new FaultList(), new ArrayList<>(), environment);
  }
}
