package org.rotavox.send;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
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
   * Sends files one after the other over one association.
   *
   * @param remote where to
   * @param files what; at least one
   * @param outcomes told the outcome of each file, in order; those that it was not told about were
   *     not sent
   * @throws IOException if the association cannot be opened or breaks (an {@link
   *     UpperLayerException})
   */
  public void send(RemoteNode remote, List<Path> files, BiConsumer<Path, SendOutcome> outcomes)
      throws IOException {
    List<PresentationProposal> proposals = proposals(files);
    if (proposals.isEmpty()) {
      files.forEach(file -> ReadFile.of(file).fault().ifPresent(f -> outcomes.accept(file, f)));
      return;
    }
    Map<Uid, List<Uid>> asStored = new LinkedHashMap<>();
    proposals.forEach(each -> asStored.put(each.abstractSyntax(), List.of()));
    BiConsumer<Outgoing, SendOutcome> told =
        (object, outcome) -> outcomes.accept(object.file(), outcome);
    try (StoreSession session = new StoreSession(client.connect(remote, proposals), asStored);
        ReadAhead<Path, ReadFile> ahead = new ReadAhead<>(files, ReadFile::of)) {
      for (ReadFile each : ahead) {
        if (each.stored().isPresent()) {
          session.send(each.stored().get().object(), each.stored().get().file(), told);
        } else if (each.fault().isPresent()) {
          session.drain(told);
          outcomes.accept(each.path(), each.fault().get());
        }
      }
      session.drain(told);
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

  /** The same of a file of which nothing is known yet. */
  private record ReadFile(Path path, Optional<StoredObject> stored, Optional<SendOutcome> fault) {

    static ReadFile of(Path path) {
      try {
        DicomFile file = DicomFile.read(path);
        Outgoing object =
            new Outgoing(0, path, uid(file, Tag.SOPClassUID), uid(file, Tag.SOPInstanceUID));
        return new ReadFile(path, Optional.of(new StoredObject(object, file)), Optional.empty());
      } catch (IOException e) {
        return new ReadFile(
            path,
            Optional.empty(),
            Optional.of(new SendOutcome.NotOffered(String.valueOf(e.getMessage()))));
      }
    }

    private static Uid uid(DicomFile file, int tag) throws DicomFormatException {
      return file.dataSet()
          .getUid(tag)
          .orElseThrow(() -> new DicomFormatException("it has no " + Dictionary.describe(tag)));
    }
  }

  /**
   * One context for each pair of SOP class and syntax, so that the peer can accept several. The
   * data sets are not looked at: each is read in full when its turn has nearly come.
   */
  private static List<PresentationProposal> proposals(List<Path> files) {
    Map<Uid, Collection<Uid>> wanted = new LinkedHashMap<>();
    for (Path file : files) {
      Stored stored = stored(file);
      if (stored != null) {
        Collection<Uid> syntaxes =
            wanted.computeIfAbsent(stored.sopClass(), key -> new LinkedHashSet<>());
        syntaxes.add(stored.syntax().uid());
        if (!stored.syntax().encapsulated()) {
          syntaxes.add(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
          syntaxes.add(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());
        }
      }
    }
    List<PresentationProposal> proposals = new ArrayList<>();
    wanted.forEach(
        (sopClass, syntaxes) ->
            syntaxes.forEach(
                syntax -> proposals.add(new PresentationProposal(sopClass, List.of(syntax)))));
    return proposals.size() <= MAX_CONTEXTS ? proposals : proposals.subList(0, MAX_CONTEXTS);
  }

  private record Stored(Uid sopClass, TransferSyntax syntax) {}

  /** What a file holds, as its File Meta Information says; by its data set where that says less. */
  private static @Nullable Stored stored(Path path) {
    try {
      DataSet meta = DicomFile.readFileMeta(path);
      Optional<Uid> sopClass = meta.getUid(Tag.MediaStorageSOPClassUID);
      Optional<Uid> syntax = meta.getUid(Tag.TransferSyntaxUID);
      if (sopClass.isPresent() && syntax.isPresent()) {
        return new Stored(sopClass.get(), TransferSyntax.forUid(syntax.get()));
      }
      DicomFile file = DicomFile.read(path);
      return file.dataSet()
          .getUid(Tag.SOPClassUID)
          .map(uid -> new Stored(uid, file.transferSyntax()))
          .orElse(null);
    } catch (IOException e) {
      return null; // said when its turn comes
    }
  }
}
