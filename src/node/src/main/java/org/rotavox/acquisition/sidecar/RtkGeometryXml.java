package org.rotavox.acquisition.sidecar;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.rotavox.geometry.ProjectionMatrix;

/**
 * The XML form of RTK's {@code ThreeDCircularProjectionGeometry}: a {@code Projection} element for
 * each view, with the product of all its parameters as {@code Matrix}. RTK's matrices project to
 * millimetres on the detector, in the fixed axes of IEC 61217 (Rit et al., RTK, 2014).
 *
 * <p>Document types are skipped and entities never resolved, so that a file can neither read others
 * nor grow. Detectors on a cylinder are refused.
 */
final class RtkGeometryXml {

  private RtkGeometryXml() {}

  static SideCarGeometry parse(byte[] content) throws SideCarException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(content));
      return new SideCarGeometry(views(reader), SideCarGeometry.DetectorUnit.MILLIMETRE);
    } catch (XMLStreamException e) {
      throw new SideCarException("not well-formed XML, line " + e.getLocation().getLineNumber(), e);
    }
  }

  private static List<ProjectionMatrix> views(XMLStreamReader reader)
      throws XMLStreamException, SideCarException {
    List<ProjectionMatrix> matrices = new ArrayList<>();
    boolean rootSeen = false;
    boolean inProjection = false;
    int projections = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("Projection")) {
        inProjection = false;
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String name = reader.getLocalName();
      if (!rootSeen && !name.contains("ThreeDCircular")) {
        throw new SideCarException("expected an RTK circular geometry, got <" + name + ">");
      }
      rootSeen = true;
      if (name.equals("Projection")) {
        inProjection = true;
        projections++;
      } else if (name.equals("Matrix") && inProjection) {
        matrices.add(matrix(reader, projections));
      } else if (name.equals("RadiusCylindricalDetector")
          && !reader.getElementText().strip().matches("0(\\.0*)?")) {
        throw new SideCarException("the detector is a cylinder, only flat ones are supported");
      }
      if (projections > SideCarReader.MAX_VIEWS) {
        throw new SideCarException("more than " + SideCarReader.MAX_VIEWS + " views");
      }
    }
    if (matrices.isEmpty() || matrices.size() != projections) {
      throw new SideCarException(
          projections + " projections with " + matrices.size() + " matrices");
    }
    return matrices;
  }

  private static ProjectionMatrix matrix(XMLStreamReader reader, int projection)
      throws XMLStreamException, SideCarException {
    String[] cells = reader.getElementText().strip().split("\\s+");
    double[] values = new double[cells.length];
    for (int k = 0; k < cells.length; k++) {
      try {
        values[k] = Double.parseDouble(cells[k]);
      } catch (NumberFormatException e) {
        throw new SideCarException(
            "projection " + projection + ", value " + (k + 1) + ": not a number", e);
      }
    }
    return MatrixCsv.matrix(values, "projection " + projection);
  }
}
