package org.rotavox.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rotavox.dicom.Uid;

/**
 * The names of SOP classes and transfer syntaxes in PS3.6 annex A, those that the node does not
 * serve included: what is refused is told by its name.
 */
public final class UidNames {

  private static final class Table {
    static final Map<Uid, String> OTHERS = load("other-uids.tsv");
  }

  private UidNames() {}

  static Map<Uid, String> load(String resource) {
    Map<Uid, String> names = new LinkedHashMap<>();
    try (InputStream in = UidNames.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        names.put(new Uid(line.substring(0, tab)), line.substring(tab + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /** Returns the name of a SOP class or transfer syntax; empty if it is not known here. */
  public static Optional<String> of(Uid uid) {
    Optional<String> syntax = TransferSyntax.of(uid).map(TransferSyntax::name);
    if (syntax.isPresent()) {
      return syntax;
    }
    String sopClass = SopClass.nameOf(uid);
    return sopClass.equals(uid.value())
        ? Optional.ofNullable(Table.OTHERS.get(uid))
        : Optional.of(sopClass);
  }
}
