package org.rotavox.acquisition.orbit;

/** Which positioner angle turns; PRIMARY is the spin about the patient's long axis. */
public enum RotationAxis {
  PRIMARY("primary", "(0018,1510)", "(0018,1520)"),
  SECONDARY("secondary", "(0018,1511)", "(0018,1521)");

  private final String word;
  private final String angleTag;
  private final String incrementTag;

  RotationAxis(String word, String angleTag, String incrementTag) {
    this.word = word;
    this.angleTag = angleTag;
    this.incrementTag = incrementTag;
  }

  /** Returns "primary" or "secondary", for sentences. */
  public String word() {
    return word;
  }

  String angleTag() {
    return angleTag;
  }

  String incrementTag() {
    return incrementTag;
  }

  RotationAxis other() {
    return this == PRIMARY ? SECONDARY : PRIMARY;
  }
}
