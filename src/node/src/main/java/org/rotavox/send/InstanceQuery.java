package org.rotavox.send;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomReader;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.StatusWords;

/** Queries an archive (Study Root C-FIND, PS3.4 section C.6.2). */
public final class InstanceQuery {

  /** Study Root Query/Retrieve Information Model - FIND. */
  public static final Uid FIND = new Uid("1.2.840.10008.5.1.4.1.2.2.1");

  /** What an association has to propose for queries. */
  public static final PresentationProposal PROPOSAL =
      new PresentationProposal(
          FIND,
          List.of(
              TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
              TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()));

  /** The longest match that is read, bytes. */
  private static final int LONGEST_MATCH = 1 << 20;

  private InstanceQuery() {}

  /**
   * Returns the matches.
   *
   * @param keys with Query/Retrieve Level (0008,0052)
   * @param most how many matches are read; then the query is cancelled
   * @throws IOException if the peer does not answer, answers with a failure, or ends the query
   *     before it has told all matches
   */
  public static List<DataSet> find(ClientAssociation association, DataSet keys, int most)
      throws IOException {
    Optional<TransferSyntax> syntax =
        association.acceptedTransferSyntax(FIND).map(TransferSyntax::forUid);
    if (syntax.isEmpty()) {
      throw new IOException("the peer does not offer queries (C-FIND, Study Root)");
    }
    List<DataSet> matches = new ArrayList<>();
    DimseStatus status =
        association.find(
            FIND,
            out -> DicomWriter.writeDataSet(out, keys, syntax.get()),
            (identifier, uid) -> {
              byte[] bytes = identifier.readNBytes(LONGEST_MATCH);
              matches.add(DicomReader.read(bytes, TransferSyntax.forUid(uid)));
              return matches.size() < most;
            });
    boolean asked = matches.size() >= most;
    if (status.isFailure() || (status.isCancelled() && !asked)) {
      throw new IOException(
          "the query was answered "
              + status.inWords(StatusWords.Service.QUERY)
              + (status.isCancelled()
                  ? ", though no C-CANCEL was sent: its matches are not all"
                  : ""));
    }
    return matches;
  }
}
