package org.rotavox.attack;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomReader;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.AcceptorSettings;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.AssociationHandler;
import org.rotavox.upperlayer.AssociationInfo;
import org.rotavox.upperlayer.AssociationOffer;
import org.rotavox.upperlayer.AssociationOptions;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.CloseReason;
import org.rotavox.upperlayer.DicomServer;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.NormalizedRequest;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.StoreRequest;
import org.rotavox.upperlayer.TransferSyntaxPolicy;
import org.rotavox.upperlayer.UpperLayer;

/** An archive that takes objects, keeps none, and reports whatever it is told to. */
final class Liar implements AssociationHandler, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Uid COMMITMENT = SopClass.STORAGE_COMMITMENT_PUSH_MODEL;
  private static final Uid INSTANCE = new Uid("1.2.840.10008.1.20.1.1"); // PS3.4 J.3.5
  private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

  /** A request for storage commitment: its transaction and the instances that it names. */
  record Asked(Uid transaction, List<Uid> instances) {}

  private final DicomServer server;
  private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final Map<Uid, String> studies = new ConcurrentHashMap<>();

  Liar(int port) throws IOException {
    this.server =
        UpperLayer.listen(
            new AcceptorSettings("127.0.0.1", port, 8, 8, 65_536, PATIENCE, PATIENCE, PATIENCE),
            this);
  }

  /** Returns the request that names the instances of a study, if it has come. */
  Optional<Asked> askedOf(String study) {
    return asked.stream()
        .filter(each -> study.equals(studies.get(each.instances().get(0))))
        .findFirst();
  }

  /** Calls the node as an archive that has the role of an SCP. */
  ClientAssociation call(Target target) throws IOException {
    return UpperLayer.client()
        .connect(
            new RemoteNode(
                new AeTitle(target.aeTitle()),
                new AeTitle("LIAR"),
                target.host(),
                target.port(),
                65_536,
                PATIENCE,
                PATIENCE),
            List.of(new PresentationProposal(COMMITMENT, List.of(SYNTAX.uid()))),
            new AssociationOptions(
                1,
                List.of(new AssociationOptions.Role(COMMITMENT, false, true)),
                Optional.empty(),
                Optional.empty()));
  }

  /** Sends a report of these bytes and returns what the node answers. */
  static DimseStatus report(ClientAssociation association, byte[] information) throws IOException {
    return association.eventReport(COMMITMENT, INSTANCE, 1, out -> out.write(information));
  }

  @Override
  public Admission admit(AssociationOffer offer) {
    return new Admission.Accept(TransferSyntaxPolicy.prefer(uid -> true, List.of(SYNTAX.uid())));
  }

  @Override
  public DimseStatus echo(AssociationInfo association) {
    return DimseStatus.SUCCESS;
  }

  @Override
  public DimseStatus store(AssociationInfo association, StoreRequest request, InputStream data)
      throws IOException {
    DataSet dataSet =
        DicomReader.read(data.readAllBytes(), TransferSyntax.forUid(request.transferSyntax()));
    studies.put(request.sopInstance(), dataSet.getString(Tag.StudyInstanceUID, ""));
    return DimseStatus.SUCCESS;
  }

  @Override
  public DimseStatus action(
      AssociationInfo association, NormalizedRequest request, InputStream data) throws IOException {
    DataSet information =
        DicomReader.read(data.readAllBytes(), TransferSyntax.forUid(request.transferSyntax()));
    List<Uid> instances =
        information.getSequence(Tag.ReferencedSOPSequence).stream()
            .map(item -> item.getUid(Tag.ReferencedSOPInstanceUID).orElseThrow())
            .toList();
    asked.add(new Asked(information.getUid(Tag.TransactionUID).orElseThrow(), instances));
    return DimseStatus.SUCCESS;
  }

  @Override
  public void closed(AssociationInfo association, CloseReason reason) {}

  @Override
  public void close() {
    server.close();
  }
}
