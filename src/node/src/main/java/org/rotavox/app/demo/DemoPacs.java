package org.rotavox.app.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.AcceptorSettings;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.AssociationHandler;
import org.rotavox.upperlayer.AssociationInfo;
import org.rotavox.upperlayer.AssociationOffer;
import org.rotavox.upperlayer.CloseReason;
import org.rotavox.upperlayer.DicomServer;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.StoreRequest;
import org.rotavox.upperlayer.TransferSyntaxPolicy;
import org.rotavox.upperlayer.UpperLayer;

/** A storage provider on loopback that plays the PACS: keeps every object as a file. */
final class DemoPacs implements AutoCloseable {

  private static final int MAX_ASSOCIATIONS = 4;
  private static final int MAX_PDU_BYTES = 256 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final DicomServer server;
  private final Map<Uid, Path> received;

  private DemoPacs(DicomServer server, Map<Uid, Path> received) {
    this.server = server;
    this.received = received;
  }

  /** Starts to listen on a free port of the loopback interface. */
  static DemoPacs start(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<Uid, Path> received = new ConcurrentHashMap<>();
    DicomServer server =
        UpperLayer.listen(
            new AcceptorSettings(
                "127.0.0.1",
                0,
                MAX_ASSOCIATIONS,
                MAX_ASSOCIATIONS,
                MAX_PDU_BYTES,
                TIMEOUT,
                TIMEOUT,
                TIMEOUT),
            new Archive(folder, received));
    return new DemoPacs(server, received);
  }

  int port() {
    return server.port();
  }

  int objects() {
    return received.size();
  }

  List<Path> files() {
    return List.copyOf(received.values());
  }

  @Override
  public void close() {
    server.close();
  }

  private record Archive(Path folder, Map<Uid, Path> received) implements AssociationHandler {

    @Override
    public Admission admit(AssociationOffer offer) {
      return new Admission.Accept(
          TransferSyntaxPolicy.prefer(
              any -> true,
              List.of(
                  TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                  TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid())));
    }

    @Override
    public DimseStatus echo(AssociationInfo association) {
      return DimseStatus.SUCCESS;
    }

    @Override
    public DimseStatus store(AssociationInfo association, StoreRequest request, InputStream data)
        throws IOException {
      Path file = folder.resolve(request.sopInstance().value() + ".dcm");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        DicomWriter.writePreambleAndMeta(
            out,
            DicomWriter.fileMeta(
                request.sopClass(),
                request.sopInstance(),
                TransferSyntax.forUid(request.transferSyntax()),
                association.calling()));
        data.transferTo(out);
      }
      received.put(request.sopInstance(), file);
      return DimseStatus.SUCCESS;
    }

    @Override
    public void closed(AssociationInfo association, CloseReason reason) {}
  }
}
