package org.rotavox.model;

/** Where the delivery of one result instance to one destination stands. */
public enum DeliveryState {
  /** To be sent, now or at its next try. */
  PENDING,
  /** The destination answered success or a warning. */
  DELIVERED,
  /** The destination has said, when asked, that it keeps the instance. */
  CONFIRMED,
  /** The destination refuses this kind of object; another kind of the same volume goes instead. */
  REPLACED,
  /** Not to be tried again unless somebody asks for it. */
  FAILED
}
