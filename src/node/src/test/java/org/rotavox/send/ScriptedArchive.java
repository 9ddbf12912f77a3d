package org.rotavox.send;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomReader;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DataSource;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.UpperLayerException;

/** An association with an archive that answers queries and moves as it is told. */
public final class ScriptedArchive implements ClientAssociation {

  private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

  private final Map<String, List<DataSet>> matches = new HashMap<>();
  private final Map<String, DimseStatus> finals = new HashMap<>();
  private final List<List<MoveOutcome>> moves = new ArrayList<>();
  private final List<Uid> moved = new ArrayList<>();

  /** Answers a query at this level with these matches, whatever the keys. */
  public ScriptedArchive listing(String level, DataSet... answers) {
    matches.put(level, List.of(answers));
    return this;
  }

  /** Ends queries at this level with that status. */
  public ScriptedArchive ending(String level, DimseStatus status) {
    finals.put(level, status);
    return this;
  }

  /** Answers the next move with these responses; none at all = the association breaks. */
  public ScriptedArchive moving(MoveOutcome... responses) {
    moves.add(List.of(responses));
    return this;
  }

  /** Returns the series that were asked for. */
  public List<Uid> moved() {
    return List.copyOf(moved);
  }

  @Override
  public Optional<Uid> acceptedTransferSyntax(Uid sopClass) {
    return Optional.of(SYNTAX.uid());
  }

  @Override
  public DimseStatus find(Uid sopClass, DataSource identifier, MatchListener listener)
      throws UpperLayerException {
    String level = keys(identifier).getString(Tag.QueryRetrieveLevel, "");
    try {
      for (DataSet each : matches.getOrDefault(level, List.of())) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomWriter.writeDataSet(bytes, each, SYNTAX);
        if (!listener.match(new ByteArrayInputStream(bytes.toByteArray()), SYNTAX.uid())) {
          return DimseStatus.CANCELLED;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return finals.getOrDefault(level, DimseStatus.SUCCESS);
  }

  private static DataSet keys(DataSource identifier) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      identifier.writeTo(bytes);
      return DicomReader.read(bytes.toByteArray(), SYNTAX);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public MoveOutcome move(
      Uid sopClass, AeTitle destination, DataSource identifier, MoveListener progress)
      throws UpperLayerException {
    moved.add(keys(identifier).getUid(Tag.SeriesInstanceUID).orElseThrow());
    List<MoveOutcome> responses = moves.remove(0);
    if (responses.isEmpty()) {
      throw new UpperLayerException(
          UpperLayerException.Kind.ABORTED, "aborted the association (service user)");
    }
    responses.forEach(progress::progress);
    return responses.get(responses.size() - 1);
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("no test asks for it");
  }

  @Override
  public DimseStatus echo() {
    throw unused();
  }

  @Override
  public boolean accepts(Uid sopClass, Uid transferSyntax) {
    throw unused();
  }

  @Override
  public int operationsWindow() {
    return 1;
  }

  @Override
  public DimseStatus store(Uid sopClass, Uid sopInstance, Uid syntax, DataSource data) {
    throw unused();
  }

  @Override
  public PendingStore storeAhead(Uid sopClass, Uid sopInstance, Uid syntax, DataSource data) {
    throw unused();
  }

  @Override
  public DimseStatus action(Uid sopClass, Uid sopInstance, int type, DataSource information) {
    throw unused();
  }

  @Override
  public DimseStatus eventReport(Uid sopClass, Uid sopInstance, int type, DataSource information) {
    throw unused();
  }

  @Override
  public boolean awaitEvent(Duration longest) {
    throw unused();
  }

  @Override
  public void release() {}

  @Override
  public void abort() {}

  @Override
  public void close() {}
}
