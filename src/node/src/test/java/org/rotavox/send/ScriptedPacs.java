package org.rotavox.send;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomReader;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.support.FreePort;
import org.rotavox.upperlayer.AcceptorSettings;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.AssociationHandler;
import org.rotavox.upperlayer.AssociationInfo;
import org.rotavox.upperlayer.AssociationOffer;
import org.rotavox.upperlayer.CloseReason;
import org.rotavox.upperlayer.DicomServer;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.NormalizedRequest;
import org.rotavox.upperlayer.StoreRequest;
import org.rotavox.upperlayer.TransferSyntaxPolicy;
import org.rotavox.upperlayer.UpperLayer;

/** A storage provider that misbehaves as it is told. */
public final class ScriptedPacs implements AssociationHandler, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ConcurrentLinkedQueue<Uid> stored = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<DataSet> requests = new ConcurrentLinkedQueue<>();
  final AtomicInteger associations = new AtomicInteger();
  final AtomicInteger arrivals = new AtomicInteger();
  private final int port;
  private volatile Admission admission;
  private volatile IntFunction<DimseStatus> answers = arrival -> DimseStatus.SUCCESS;
  private volatile DicomServer server;

  public ScriptedPacs() throws IOException {
    this.admission = accept(uid -> true, TransferSyntax.decodable());
    this.server = listen(FreePort.next());
    this.port = server.port();
  }

  private DicomServer listen(int at) throws IOException {
    return UpperLayer.listen(
        new AcceptorSettings("127.0.0.1", at, 8, 8, 65_536, PATIENCE, PATIENCE, PATIENCE), this);
  }

  private static Admission accept(
      java.util.function.Predicate<Uid> classes, List<TransferSyntax> syntaxes) {
    return new Admission.Accept(
        TransferSyntaxPolicy.prefer(classes, syntaxes.stream().map(TransferSyntax::uid).toList()));
  }

  /** Answers the n-th object, from 1, with this status. */
  public ScriptedPacs answering(IntFunction<DimseStatus> script) {
    answers = script;
    return this;
  }

  /** Accepts this transfer syntax alone. */
  ScriptedPacs onlyIn(TransferSyntax syntax) {
    admission = accept(uid -> true, List.of(syntax));
    return this;
  }

  /** Accepts every SOP class but this one. */
  ScriptedPacs without(Uid sopClass) {
    admission = accept(uid -> !uid.equals(sopClass), TransferSyntax.decodable());
    return this;
  }

  /** Rejects every association. */
  ScriptedPacs rejecting(Admission.Reject reject) {
    admission = reject;
    return this;
  }

  /** Ends every association with an abort and listens again, as a server that crashes. */
  void crash() {
    down();
    up();
  }

  /** Ends every association and listens no longer. */
  public void down() {
    server.close();
  }

  /** Listens again on the same port, as soon as the thread that listened before has let it go. */
  void up() {
    server =
        Awaitility.await()
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(10))
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> listen(port), listening -> true);
  }

  public int port() {
    return port;
  }

  @Override
  public Admission admit(AssociationOffer offer) {
    associations.incrementAndGet();
    return admission;
  }

  @Override
  public DimseStatus echo(AssociationInfo association) {
    return DimseStatus.SUCCESS;
  }

  @Override
  public DimseStatus store(AssociationInfo association, StoreRequest request, InputStream data)
      throws IOException {
    data.readAllBytes();
    DimseStatus status = answers.apply(arrivals.incrementAndGet());
    if (status.isSuccess() || status.isWarning()) {
      stored.add(request.sopInstance());
    }
    return status;
  }

  @Override
  public DimseStatus action(
      AssociationInfo association, NormalizedRequest request, InputStream data) throws IOException {
    requests.add(
        DicomReader.read(data.readAllBytes(), TransferSyntax.forUid(request.transferSyntax())));
    return DimseStatus.SUCCESS;
  }

  @Override
  public void closed(AssociationInfo association, CloseReason reason) {}

  @Override
  public void close() {
    server.close();
  }
}
