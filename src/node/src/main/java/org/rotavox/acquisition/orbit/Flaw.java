package org.rotavox.acquisition.orbit;

/**
 * Why a row of angles is not the way of a C-arm through one run.
 *
 * @param kind what is wrong
 * @param sentence the same in words, with figures
 */
record Flaw(Kind kind, String sentence) {

  /** What can be wrong, the mildest first: it is reported when every reading fails. */
  enum Kind {
    ARC_TOO_SMALL,
    NOT_ROTATING,
    TOO_FEW_FRAMES,
    STRAY_ANGLE,
    GAP,
    ARC_TOO_LARGE,
    NOT_MONOTONE
  }
}
