package org.rotavox.send;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DataSource;
import org.rotavox.upperlayer.UpperLayerException;

/**
 * One association over which objects are sent, as many ahead of their answers as was negotiated.
 *
 * <p>An object goes out in the first syntax of the wishes for its SOP class that the peer accepts,
 * else as it is stored, else in any uncompressed syntax that the peer does accept; a compressed
 * object goes as it is stored or not at all. For one thread.
 */
final class StoreSession implements AutoCloseable {

  private static final List<TransferSyntax> UNCOMPRESSED =
      List.of(
          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

  private static final int COPY_BYTES = 128 * 1024;

  private final ClientAssociation association;
  private final Map<Uid, List<Uid>> wishes;
  private final Deque<Ahead> unanswered = new ArrayDeque<>();

  /**
   * Takes over an association.
   *
   * @param wishes the proposed SOP classes, each with the syntaxes that its uncompressed objects
   *     shall go in, best first; none = as they are stored
   */
  StoreSession(ClientAssociation association, Map<Uid, List<Uid>> wishes) {
    this.association = association;
    this.wishes = Map.copyOf(wishes);
  }

  /** Answered and not yet told. */
  private final Deque<Answered> answered = new ArrayDeque<>();

  private record Ahead(Outgoing object, ClientAssociation.PendingStore answer) {}

  private record Answered(Outgoing object, SendOutcome outcome) {}

  /** Returns true if all these SOP classes were proposed on this association. */
  boolean proposed(Set<Uid> sopClasses) {
    return wishes.keySet().containsAll(sopClasses);
  }

  /** Returns the transfer syntax in which a SOP class was accepted; empty if it was refused. */
  Optional<Uid> accepted(Uid sopClass) {
    return association.acceptedTransferSyntax(sopClass);
  }

  /**
   * Sends an object. Outcomes are told in the order of sending, each when the next object is on its
   * way or the session is drained: whoever records them keeps nobody waiting.
   *
   * @param file the object, read
   * @throws IOException if the association broke; what was on its way has been told as interrupted
   */
  void send(Outgoing object, DicomFile file, BiConsumer<Outgoing, SendOutcome> outcomes)
      throws IOException {
    Optional<TransferSyntax> syntax = syntaxFor(object, file);
    if (syntax.isEmpty()) {
      drain(outcomes);
      outcomes.accept(object, new SendOutcome.NotOffered(refusal(object, file)));
      return;
    }
    DataSource data =
        syntax.get().equals(file.transferSyntax())
            ? out -> copyDataSet(file, out)
            : out -> DicomWriter.writeDataSet(out, file.dataSet(), syntax.get());
    try {
      unanswered.add(
          new Ahead(
              object,
              association.storeAhead(
                  object.sopClass(), object.sopInstance(), syntax.get().uid(), data)));
    } catch (UpperLayerException e) {
      failAll(e);
      answered.add(new Answered(object, interrupted(e)));
      tell(outcomes);
      throw e;
    }
    tell(outcomes);
    awaitAllBut(association.operationsWindow() - 1, outcomes);
  }

  private Optional<TransferSyntax> syntaxFor(Outgoing object, DicomFile file) {
    Uid sopClass = object.sopClass();
    TransferSyntax stored = file.transferSyntax();
    Stream<TransferSyntax> candidates =
        stored.encapsulated()
            ? Stream.of(stored)
            : Stream.concat(
                wishes.getOrDefault(sopClass, List.of()).stream().map(TransferSyntax::forUid),
                Stream.concat(Stream.of(stored), UNCOMPRESSED.stream()));
    return candidates.filter(each -> association.accepts(sopClass, each.uid())).findFirst();
  }

  private static String refusal(Outgoing object, DicomFile file) {
    return "the peer accepts SOP class "
        + object.sopClass()
        + " in no transfer syntax that the object ("
        + file.transferSyntax().name()
        + ") can be sent in";
  }

  /** Waits for all answers and tells all outcomes. */
  void drain(BiConsumer<Outgoing, SendOutcome> outcomes) throws UpperLayerException {
    awaitAllBut(0, outcomes);
    tell(outcomes);
  }

  private void awaitAllBut(int most, BiConsumer<Outgoing, SendOutcome> outcomes)
      throws UpperLayerException {
    while (unanswered.size() > most) {
      Ahead ahead = unanswered.remove();
      try {
        answered.add(new Answered(ahead.object, new SendOutcome.Answered(ahead.answer.await())));
      } catch (UpperLayerException e) {
        answered.add(new Answered(ahead.object, interrupted(e)));
        failAll(e);
        tell(outcomes);
        throw e;
      }
    }
  }

  private void failAll(UpperLayerException e) {
    while (!unanswered.isEmpty()) {
      answered.add(new Answered(unanswered.remove().object, interrupted(e)));
    }
  }

  private void tell(BiConsumer<Outgoing, SendOutcome> outcomes) {
    while (!answered.isEmpty()) {
      Answered next = answered.remove();
      outcomes.accept(next.object, next.outcome);
    }
  }

  private static SendOutcome interrupted(UpperLayerException e) {
    return new SendOutcome.Interrupted(String.valueOf(e.getMessage()));
  }

  /** Ends the association in order. */
  @Override
  public void close() {
    association.close();
  }

  /**
   * Sends the bytes as they lie in the file. Some writers leave a deflated stream with an odd
   * length; the null byte that belongs behind it (PS3.5 section A.5) is added, since peers abort
   * over an odd fragment or wait for ever.
   */
  private static void copyDataSet(DicomFile file, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file.path())) {
      in.skipNBytes(file.dataSetOffset());
      long bytes = copy(in, out);
      if (file.transferSyntax().deflated() && bytes % 2 != 0) {
        out.write(0);
      }
    }
  }

  /** In larger steps than {@link InputStream#transferTo}, which reads half a PDU at a time. */
  private static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] step = new byte[COPY_BYTES];
    long bytes = 0;
    for (int count = in.read(step); count > 0; count = in.read(step)) {
      out.write(step, 0, count);
      bytes += count;
    }
    return bytes;
  }
}
