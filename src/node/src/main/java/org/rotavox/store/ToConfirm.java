package org.rotavox.store;

import java.util.List;
import org.rotavox.dicom.Uid;

/**
 * Instances of one job that a destination has accepted and not confirmed.
 *
 * @param jobId the job
 * @param destination name of the destination
 * @param study Study Instance UID
 * @param instances what is to be confirmed, at least one
 */
public record ToConfirm(long jobId, String destination, Uid study, List<Item> instances) {

  public ToConfirm {
    instances = List.copyOf(instances);
  }

  /**
   * One instance.
   *
   * @param deliveryId its delivery
   * @param sopClass its SOP Class UID
   * @param sopInstance its SOP Instance UID
   * @param series its Series Instance UID
   */
  public record Item(long deliveryId, Uid sopClass, Uid sopInstance, Uid series) {}
}
