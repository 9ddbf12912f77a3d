package org.rotavox.app.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code send} was given, in whatever order: one node and some files.
 *
 * @param address where to
 * @param files files or folders; at least one
 */
record SendArguments(Peer.Address address, List<Path> files) {

  private static final Peer.AddressConverter ADDRESS = new Peer.AddressConverter();

  SendArguments {
    files = List.copyOf(files);
  }

  /**
   * Tells the node from the files by its form; where several have it, those that exist as files are
   * files.
   *
   * @throws IllegalArgumentException if there is not exactly one node, or no file; says so in one
   *     line
   */
  static SendArguments of(List<String> arguments) {
    List<String> nodes = new ArrayList<>(arguments.stream().filter(SendArguments::isNode).toList());
    if (nodes.size() > 1) {
      nodes.removeIf(SendArguments::exists);
    }
    if (nodes.size() != 1) {
      throw new IllegalArgumentException(nodes.isEmpty() ? noNode(arguments) : severalNodes(nodes));
    }
    List<String> files = new ArrayList<>(arguments);
    files.remove(nodes.get(0));
    if (files.isEmpty()) {
      throw new IllegalArgumentException("name at least one file or folder to send");
    }
    return new SendArguments(
        ADDRESS.convert(nodes.get(0)), files.stream().map(SendArguments::path).toList());
  }

  private static boolean isNode(String text) {
    try {
      ADDRESS.convert(text);
      return true;
    } catch (TypeConversionException e) {
      return false;
    }
  }

  /** Where something was probably meant as the node, what is wrong with it is said. */
  private static String noNode(List<String> arguments) {
    for (String text : arguments) {
      if (text.contains("@") && !exists(text)) {
        try {
          ADDRESS.convert(text);
        } catch (TypeConversionException e) {
          return "\"" + text + "\" " + e.getMessage();
        }
      }
    }
    return "name the node to send to as AET@HOST:PORT, such as PACS@pacs.example:104";
  }

  private static String severalNodes(List<String> nodes) {
    return "name one node to send to, not several: " + String.join(", ", nodes);
  }

  private static boolean exists(String text) {
    try {
      return Files.exists(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not the name of a file: " + e.getMessage(), e);
    }
  }
}
