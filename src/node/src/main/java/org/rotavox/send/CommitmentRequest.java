package org.rotavox.send;

import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.store.ToConfirm;

/** The messages of the Storage Commitment Push Model (PS3.4 annex J). */
final class CommitmentRequest {

  /** The well-known instance to which every request goes (PS3.4 section J.3.5). */
  static final Uid INSTANCE = new Uid("1.2.840.10008.1.20.1.1");

  static final int REQUEST_STORAGE_COMMITMENT = 1;

  private CommitmentRequest() {}

  /** Returns the action information of a request. */
  static DataSet information(ToConfirm asked, Uid transaction) {
    List<DataSet> instances =
        asked.instances().stream()
            .map(
                item ->
                    new DataSet()
                        .setUid(Tag.ReferencedSOPClassUID, item.sopClass())
                        .setUid(Tag.ReferencedSOPInstanceUID, item.sopInstance()))
            .toList();
    return new DataSet()
        .setUid(Tag.TransactionUID, transaction)
        .setSequence(Tag.ReferencedSOPSequence, instances);
  }
}
