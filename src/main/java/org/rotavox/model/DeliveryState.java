package org.rotavox.model;

/** Where the delivery of one result instance to one destination stands. */
public enum DeliveryState {
  /** To be sent, now or at its next try. */
  PENDING,
  /** The destination answered success or a warning. */
  DELIVERED,
  /** Not to be tried again unless somebody asks for it. */
  FAILED
}
