package org.rotavox.send;

import java.util.List;
import java.util.Map;
import org.rotavox.reconstruction.DestinationOutputs;

/**
 * Where results go.
 *
 * @param settings in the order of the file
 * @param outputs what each takes, by its name
 */
public record Destinations(
    List<DestinationSettings> settings, Map<String, DestinationOutputs> outputs) {}
