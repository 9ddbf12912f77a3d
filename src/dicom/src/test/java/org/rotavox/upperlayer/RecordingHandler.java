package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.rotavox.dicom.Uid;

/** A handler that admits everybody, writes data sets to a folder, and remembers what happened. */
class RecordingHandler implements AssociationHandler {

  static final Uid IMPLICIT = new Uid("1.2.840.10008.1.2");
  static final Uid EXPLICIT = new Uid("1.2.840.10008.1.2.1");
  static final Uid JPEG_LOSSLESS_SV1 = new Uid("1.2.840.10008.1.2.4.70");

  private final Path folder;
  private final List<StoreRequest> stored = new ArrayList<>();
  private final List<String> incomplete = new ArrayList<>();
  private final List<NormalizedRequest> events = new ArrayList<>();
  private final List<CloseReason> closed = new ArrayList<>();
  private final AtomicInteger echoes = new AtomicInteger();
  private Function<AssociationOffer, Admission> admission =
      offer ->
          new Admission.Accept(
              TransferSyntaxPolicy.prefer(
                  uid -> true, List.of(JPEG_LOSSLESS_SV1, EXPLICIT, IMPLICIT)));

  RecordingHandler(Path folder) {
    this.folder = folder;
  }

  RecordingHandler admitting(Function<AssociationOffer, Admission> decision) {
    admission = decision;
    return this;
  }

  @Override
  public Admission admit(AssociationOffer offer) {
    return admission.apply(offer);
  }

  @Override
  public DimseStatus echo(AssociationInfo association) {
    echoes.incrementAndGet();
    return DimseStatus.SUCCESS;
  }

  @Override
  public DimseStatus store(AssociationInfo association, StoreRequest request, InputStream data)
      throws IOException {
    Path file = fileOf(request.sopInstance());
    try (OutputStream out = Files.newOutputStream(file)) {
      data.transferTo(out);
    } catch (UpperLayerException e) {
      Files.delete(file);
      note(incomplete, e.kind().name());
      throw e;
    }
    note(stored, request);
    return DimseStatus.SUCCESS;
  }

  @Override
  public DimseStatus eventReport(
      AssociationInfo association, NormalizedRequest request, InputStream data) throws IOException {
    note(events, request);
    return DimseStatus.SUCCESS;
  }

  @Override
  public void closed(AssociationInfo association, CloseReason reason) {
    note(closed, reason);
  }

  private <T> void note(List<T> list, T entry) {
    synchronized (list) {
      list.add(entry);
    }
  }

  Path fileOf(Uid sopInstance) {
    return folder.resolve(sopInstance.value());
  }

  private static <T> List<T> copy(List<T> list) {
    synchronized (list) {
      return List.copyOf(list);
    }
  }

  List<StoreRequest> stored() {
    return copy(stored);
  }

  List<String> incomplete() {
    return copy(incomplete);
  }

  List<NormalizedRequest> events() {
    return copy(events);
  }

  List<CloseReason> closed() {
    return copy(closed);
  }

  int echoes() {
    return echoes.get();
  }
}
