package org.rotavox.result.picture;

/**
 * The three orthogonal planes in radiological orientation: which patient direction lies at the
 * right and at the lower edge of the picture.
 *
 * <p>Axial is seen from the feet and coronal from the front, so that the patient's right is at the
 * picture's left in both; sagittal has the face at the left.
 */
public enum ViewPlane {
  AXIAL("Axial", PatientDirection.LEFT, PatientDirection.POSTERIOR, PatientDirection.HEAD),
  CORONAL("Coronal", PatientDirection.LEFT, PatientDirection.FOOT, PatientDirection.POSTERIOR),
  SAGITTAL("Sagittal", PatientDirection.POSTERIOR, PatientDirection.FOOT, PatientDirection.LEFT);

  private final String title;
  private final PatientDirection right;
  private final PatientDirection down;
  private final PatientDirection depth;

  ViewPlane(String title, PatientDirection right, PatientDirection down, PatientDirection depth) {
    this.title = title;
    this.right = right;
    this.down = down;
    this.depth = depth;
  }

  /** Returns the name for people. */
  public String title() {
    return title;
  }

  /** Returns the patient direction of increasing columns. */
  public PatientDirection right() {
    return right;
  }

  /** Returns the patient direction of increasing rows. */
  public PatientDirection down() {
    return down;
  }

  /** Returns the axis on which the slices of this plane are counted, in the rising direction. */
  public PatientDirection depth() {
    return depth;
  }
}
