package org.rotavox.receive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.rotavox.dicom.AeTitle;
import org.rotavox.liveness.Pulse;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.store.Store;
import org.rotavox.support.DaemonThreads;
import org.rotavox.upperlayer.AcceptThread;
import org.rotavox.upperlayer.AcceptorSettings;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.AssociationHandler;
import org.rotavox.upperlayer.AssociationInfo;
import org.rotavox.upperlayer.AssociationOffer;
import org.rotavox.upperlayer.CloseReason;
import org.rotavox.upperlayer.DicomServer;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.NormalizedRequest;
import org.rotavox.upperlayer.PeerLog;
import org.rotavox.upperlayer.StoreRequest;
import org.rotavox.upperlayer.TlsTransport;
import org.rotavox.upperlayer.Transport;
import org.rotavox.upperlayer.UpperLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's storage provider: listens, admits, receives into the spool, answers.
 *
 * <p>Status 0000 is answered only after the object is durable in spool and ledger.
 */
public final class StoreScp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreScp.class);
  private static final Duration ARTIM = Duration.ofSeconds(30);

  private final DicomServer server;
  private final StoreScpSettings settings;

  private StoreScp(DicomServer server, StoreScpSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Starts to listen.
   *
   * @param store where objects go
   * @param clock dates the arrivals
   * @param vitals watches the thread that takes connections
   * @param senderFinished told the AE title of a sender whose association has ended: what it sent
   *     is probably complete
   * @throws IOException if the port cannot be bound or a key store cannot be used
   */
  public static StoreScp start(
      StoreScpSettings settings,
      Store store,
      Clock clock,
      Vitals vitals,
      Consumer<AeTitle> senderFinished)
      throws IOException {
    AcceptorSettings acceptor =
        new AcceptorSettings(
            settings.bindAddress(),
            settings.port(),
            settings.maxAssociations(),
            settings.maxAssociationsPerPeer(),
            settings.maxPduBytes(),
            ARTIM,
            settings.idleTimeout(),
            settings.idleTimeout());
    PeerLog peerLog = new PeerLog();
    MemoryBudget memory = MemoryBudget.ofHeap();
    Handler handler =
        new Handler(
            new AssociationGate(settings, store, peerLog),
            new ObjectIntake(store, clock, peerLog, memory),
            new ReportIntake(store.ledger().commitments(), peerLog, memory),
            peerLog,
            senderFinished);
    Transport transport =
        settings.tls().isPresent() ? TlsTransport.of(settings.tls().get()) : Transport.PLAIN;
    return new StoreScp(
        UpperLayer.listen(acceptor, handler, transport, watchedBy(vitals)), settings);
  }

  private static AcceptThread watchedBy(Vitals vitals) {
    return (name, loop) -> {
      Pulse pulse = vitals.watch(VitalPart.ACCEPT, name);
      DaemonThreads.start(name, pulse.keepRunning(() -> loop.run(pulse::beat)));
    };
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Lets running associations end, takes no new ones. */
  public void drain(Duration longest) {
    server.drain(longest);
  }

  @Override
  public void close() {
    server.close();
    LOG.info("{} no longer listens", settings.aeTitle());
  }

  private record Handler(
      AssociationGate gate,
      ObjectIntake intake,
      ReportIntake reports,
      PeerLog peerLog,
      Consumer<AeTitle> senderFinished)
      implements AssociationHandler {

    @Override
    public Admission admit(AssociationOffer offer) {
      return gate.admit(offer);
    }

    @Override
    public DimseStatus echo(AssociationInfo association) {
      LOG.debug("C-ECHO from {} at {}", association.calling(), association.peerAddress());
      return DimseStatus.SUCCESS;
    }

    @Override
    public DimseStatus store(AssociationInfo association, StoreRequest request, InputStream data)
        throws IOException {
      if (!AssociationGate.stores(request.sopClass())) {
        return notStored(association, request);
      }
      DimseStatus status = intake.take(association, request, data);
      if (status.isSuccess()) {
        gate.hasDelivered(association);
      }
      return status;
    }

    /** The contexts for C-ECHO and for reports of archives carry no objects. */
    private DimseStatus notStored(AssociationInfo association, StoreRequest request) {
      peerLog.report(
          association,
          "class of object",
          "sent a C-STORE of SOP class %s, which is not for storage: answered %s"
              .formatted(request.sopClass(), DimseStatus.SOP_CLASS_NOT_SUPPORTED));
      return DimseStatus.SOP_CLASS_NOT_SUPPORTED.withComment("SOP class is not for storage");
    }

    /** The answer to a storage commitment request, on an association of the archive's own. */
    @Override
    public DimseStatus eventReport(
        AssociationInfo association, NormalizedRequest request, InputStream data)
        throws IOException {
      return reports.take(association, request, data);
    }

    @Override
    public void closed(AssociationInfo association, CloseReason reason) {
      LOG.debug(
          "association {} of {} ended: {}", association.number(), association.calling(), reason);
      senderFinished.accept(association.calling());
    }
  }
}
