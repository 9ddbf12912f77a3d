package org.rotavox.send;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.model.Uid;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DataSource;
import org.rotavox.upperlayer.DicomClient;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayerException;

/**
 * Sends stored objects to one peer over one association.
 *
 * <p>An object goes out as it is stored if the peer accepts that transfer syntax; an uncompressed
 * one is otherwise re-encoded into the uncompressed syntax that the peer does accept. A compressed
 * object that the peer does not accept is not offered, and that is said.
 */
public final class StoreScu {

  /** Presentation contexts of one association (PS3.8 section 9.3.2.2: odd numbers up to 255). */
  private static final int MAX_CONTEXTS = 128;

  private final DicomClient client;

  /** Makes a sender that opens its associations with this client. */
  public StoreScu(DicomClient client) {
    this.client = client;
  }

  /**
   * Sends the objects one after the other.
   *
   * @param remote where to
   * @param objects what; at least one
   * @param outcomes told the outcome of each object, in order; those that it was not told about
   *     were not sent
   * @throws IOException if the association cannot be opened or breaks (an {@link
   *     UpperLayerException})
   */
  public void send(
      RemoteNode remote, List<Outgoing> objects, BiConsumer<Outgoing, SendOutcome> outcomes)
      throws IOException {
    List<StoredObject> readable = new ArrayList<>();
    for (Outgoing object : objects) {
      try {
        readable.add(new StoredObject(object, DicomFile.read(object.file())));
      } catch (IOException e) {
        outcomes.accept(
            object, new SendOutcome.NotOffered("its file cannot be read: " + e.getMessage()));
      }
    }
    if (readable.isEmpty()) {
      return;
    }
    try (ClientAssociation association = client.connect(remote, proposals(readable))) {
      for (StoredObject each : readable) {
        outcomes.accept(each.object(), sendOne(association, each.object(), each.file()));
      }
      association.release();
    }
  }

  private record StoredObject(Outgoing object, DicomFile file) {}

  /** One context for each pair of SOP class and syntax, so that the peer can accept several. */
  private static List<PresentationProposal> proposals(List<StoredObject> objects) {
    Map<Uid, Collection<Uid>> wanted = new LinkedHashMap<>();
    for (StoredObject each : objects) {
      Collection<Uid> syntaxes =
          wanted.computeIfAbsent(each.object().sopClass(), key -> new LinkedHashSet<>());
      TransferSyntax stored = each.file().transferSyntax();
      syntaxes.add(stored.uid());
      if (!stored.encapsulated()) {
        syntaxes.add(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
        syntaxes.add(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());
      }
    }
    List<PresentationProposal> proposals = new ArrayList<>();
    wanted.forEach(
        (sopClass, syntaxes) ->
            syntaxes.forEach(
                syntax -> proposals.add(new PresentationProposal(sopClass, List.of(syntax)))));
    return proposals.size() <= MAX_CONTEXTS ? proposals : proposals.subList(0, MAX_CONTEXTS);
  }

  private static SendOutcome sendOne(ClientAssociation association, Outgoing object, DicomFile file)
      throws IOException {
    Uid stored = file.transferSyntax().uid();
    if (association.accepts(object.sopClass(), stored)) {
      return answered(association, object, stored, out -> copyDataSet(file, out));
    }
    for (TransferSyntax other :
        List.of(
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)) {
      if (!file.transferSyntax().encapsulated()
          && association.accepts(object.sopClass(), other.uid())) {
        return answered(
            association,
            object,
            other.uid(),
            out -> DicomWriter.writeDataSet(out, file.dataSet(), other));
      }
    }
    return new SendOutcome.NotOffered(
        "the peer accepts SOP class "
            + object.sopClass()
            + " in no transfer syntax that the object ("
            + file.transferSyntax().name()
            + ") can be sent in");
  }

  private static SendOutcome answered(
      ClientAssociation association, Outgoing object, Uid syntax, DataSource data)
      throws UpperLayerException {
    DimseStatus status = association.store(object.sopClass(), object.sopInstance(), syntax, data);
    return new SendOutcome.Answered(status);
  }

  /**
   * Sends the bytes as they lie in the file. Some writers leave a deflated stream with an odd
   * length; the null byte that belongs behind it (PS3.5 section A.5) is added, since peers abort
   * over an odd fragment or wait for ever.
   */
  private static void copyDataSet(DicomFile file, java.io.OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file.path())) {
      in.skipNBytes(file.dataSetOffset());
      long bytes = in.transferTo(out);
      if (file.transferSyntax().deflated() && bytes % 2 != 0) {
        out.write(0);
      }
    }
  }
}
