package org.rotavox.send;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.model.Uid;
import org.rotavox.upperlayer.AssociationOptions;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DicomClient;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayerException;

/**
 * Opens associations to peers and sends stored objects over them. A compressed object that the peer
 * does not accept is not offered, and that is said.
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
    for (Read each : objects.parallelStream().map(Read::of).toList()) {
      each.stored().ifPresent(readable::add);
      each.fault().ifPresent(fault -> outcomes.accept(each.object(), fault));
    }
    if (readable.isEmpty()) {
      return;
    }
    List<PresentationProposal> proposals = proposals(readable);
    Map<Uid, List<Uid>> asStored = new LinkedHashMap<>();
    proposals.forEach(each -> asStored.put(each.abstractSyntax(), List.of()));
    try (StoreSession session = new StoreSession(client.connect(remote, proposals), asStored)) {
      for (StoredObject each : readable) {
        session.send(each.object(), each.file(), outcomes);
      }
      session.drain(outcomes);
    }
  }

  /**
   * Opens an association for uncompressed objects.
   *
   * @param syntaxes transfer syntaxes to propose for each SOP class, best first
   * @param operationsWindow how many objects may be unanswered at once
   * @throws UpperLayerException if the peer cannot be reached or rejects
   */
  StoreSession open(RemoteNode remote, Map<Uid, List<Uid>> syntaxes, int operationsWindow)
      throws UpperLayerException {
    List<PresentationProposal> proposals = new ArrayList<>();
    syntaxes.forEach(
        (sopClass, each) ->
            each.forEach(
                syntax -> proposals.add(new PresentationProposal(sopClass, List.of(syntax)))));
    ClientAssociation association =
        client.connect(
            remote, proposals, AssociationOptions.DEFAULT.withOperationsWindow(operationsWindow));
    return new StoreSession(association, syntaxes);
  }

  /** An object with its header. */
  record StoredObject(Outgoing object, DicomFile file) {}

  /** Whether an object can be read at all is known before the peer hears of it. */
  record Read(Outgoing object, Optional<StoredObject> stored, Optional<SendOutcome> fault) {

    static Read of(Outgoing object) {
      try {
        DicomFile file = DicomFile.read(object.file());
        return new Read(object, Optional.of(new StoredObject(object, file)), Optional.empty());
      } catch (IOException e) {
        String reason = "its file cannot be read: " + e.getMessage();
        return new Read(object, Optional.empty(), Optional.of(new SendOutcome.NotOffered(reason)));
      }
    }
  }

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
}
