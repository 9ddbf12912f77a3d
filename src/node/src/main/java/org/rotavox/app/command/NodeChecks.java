package org.rotavox.app.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.app.command.Finding.Level;
import org.rotavox.config.NodeSettings;
import org.rotavox.desk.DestinationCheck;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.send.DestinationSettings;
import org.rotavox.spool.DiskSpace;

/** What the doctor sees of a configuration: port, disk, destinations. */
final class NodeChecks {

  private NodeChecks() {}

  static List<Finding> all(NodeSettings settings) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            Level.OK,
            "configuration",
            settings.rules().rules().size()
                + " rules, "
                + settings.protocols().size()
                + " protocols, "
                + settings.destinations().size()
                + " destinations"));
    findings.add(port(settings.receive()));
    findings.add(disk(settings.store().dataFolder(), settings.store().minimumFreeBytes()));
    settings.destinations().forEach(destination -> findings.add(destination(destination)));
    return findings;
  }

  private static Finding port(StoreScpSettings receive) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(receive.bindAddress(), receive.port()));
      return new Finding(
          Level.OK, "port", receive.bindAddress() + ":" + receive.port() + " is free");
    } catch (IOException e) {
      return new Finding(
          Level.WARNING,
          "port",
          receive.bindAddress()
              + ":"
              + receive.port()
              + " cannot be bound ("
              + e.getMessage()
              + "): fine if the node is running, else set another node.port");
    }
  }

  private static Finding disk(Path folder, long minimumFreeBytes) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isWritable(existing)) {
      return new Finding(
          Level.ERROR, "disk", existing + " is not writable for this user; change its owner");
    }
    try {
      long free = DiskSpace.usableBytes(existing);
      String what =
          folder
              + ": "
              + (free >> 20)
              + " MiB free, watermark "
              + (minimumFreeBytes >> 20)
              + " MiB";
      return free > minimumFreeBytes
          ? new Finding(Level.OK, "disk", what)
          : new Finding(
              Level.ERROR, "disk", what + "; the node refuses objects until there is more");
    } catch (IOException e) {
      return new Finding(
          Level.WARNING,
          "disk",
          e.getMessage() + "; the watermark store.minimumFree has no effect");
    }
  }

  private static Finding destination(DestinationSettings destination) {
    DestinationCheck check = DestinationCheck.of(destination);
    return new Finding(
        check.ok() ? Level.OK : Level.ERROR,
        "destination",
        destination.name() + ": " + check.message());
  }
}
