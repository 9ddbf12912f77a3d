package org.rotavox.dataset;

/** The VR of an attribute where none is written (PS3.5 annex A.1, PS3.3 C.7.6.3.1). */
final class VrChoice {

  private VrChoice() {}

  /**
   * Returns the VR of the dictionary; of "US or SS" the one that Pixel Representation says. An
   * unknown attribute of undefined length can only be a sequence.
   */
  static VR implicit(ElementHeader header, DataSet around) {
    VR vr = Dictionary.vrOf(header.tag());
    if (vr == VR.UN && header.undefinedLength()) {
      return VR.SQ;
    }
    if (Dictionary.followsPixelRepresentation(header.tag()) && around.pixelsAreSigned()) {
      return VR.SS;
    }
    return vr;
  }
}
