package org.rotavox.acquisition.sidecar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.rotavox.acquisition.quirk.Quirk;

/** The table of forms of geometry files, told apart by the ending of the file's name. */
public enum GeometryForm implements Quirk {
  MATRIX_CSV(
      ".csv",
      "12 numbers a line are a 3×4 matrix row by row, to pixels from 0; 13 with the view's number",
      "common to research C-arms") {
    @Override
    SideCarGeometry parse(byte[] content) throws SideCarException {
      return MatrixCsv.parse(new String(content, StandardCharsets.UTF_8));
    }
  },

  RTK_XML(
      ".xml",
      "RTK's circular geometry, to millimetres from the detector's middle, in axes of IEC 61217",
      "Rit et al., RTK, 2014") {
    @Override
    SideCarGeometry parse(byte[] content) throws SideCarException {
      return RtkGeometryXml.parse(content);
    }
  };

  private final String ending;
  private final String meaning;
  private final String source;

  GeometryForm(String ending, String meaning, String source) {
    this.ending = ending;
    this.meaning = meaning;
    this.source = source;
  }

  /** Returns all endings, for messages. */
  static String endings() {
    return Arrays.stream(values()).map(GeometryForm::ending).collect(Collectors.joining(" or "));
  }

  String ending() {
    return ending;
  }

  /**
   * Reads the content of a file.
   *
   * @throws SideCarException if it is not of this form
   */
  abstract SideCarGeometry parse(byte[] content) throws SideCarException;

  @Override
  public String condition() {
    return "a side-car whose name ends in " + ending;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String source() {
    return source;
  }
}
