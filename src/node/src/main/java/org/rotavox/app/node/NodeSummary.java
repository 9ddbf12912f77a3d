package org.rotavox.app.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rotavox.config.NodeSettings;
import org.rotavox.dicom.AeTitle;
import org.rotavox.send.DestinationSettings;

/** What a node says of itself when it starts. */
record NodeSummary(NodeSettings settings) {

  List<String> lines(int port, String engine) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "listening as "
            + settings.receive().aeTitle()
            + " on "
            + settings.receive().bindAddress()
            + ":"
            + port
            + ", open to "
            + callers());
    lines.add("data folder " + settings.store().dataFolder());
    lines.add("reconstructing on " + engine);
    lines.add(
        settings.rules().rules().size()
            + " rules from "
            + settings.rulesFile()
            + ", revision "
            + settings.rules().revision().shortDigest());
    if (settings.destinations().isEmpty()) {
      lines.add("no destination: results stay in the data folder");
    }
    for (DestinationSettings destination : settings.destinations()) {
      lines.add(
          "results for "
              + destination.name()
              + " go to "
              + destination.calledAeTitle()
              + " at "
              + destination.host()
              + ":"
              + destination.port());
    }
    return lines;
  }

  private String callers() {
    List<AeTitle> callers = settings.receive().acceptedCallingAeTitles();
    return callers.isEmpty()
        ? "every caller"
        : callers.stream().map(AeTitle::value).collect(Collectors.joining(", "));
  }
}
