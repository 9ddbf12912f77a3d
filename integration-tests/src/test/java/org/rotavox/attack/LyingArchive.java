package org.rotavox.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.ClientAssociation;

/**
 * An archive that lies in storage commitment: it reports on transactions that were never asked, on
 * instances that it never got, says of one instance that it is kept and that it is lost, sends half
 * reports and random bytes. It has taken every object, and kept none.
 *
 * <p>Held: each report is answered, what cannot be true is refused, nothing is confirmed by it, and
 * of an answer to what the node has asked counts what does not contradict itself.
 */
final class LyingArchive implements Attack {

  private static final String CONFIRMED = "CONFIRMED";
  private static final int FOREIGN = 2000;
  private static final int PROCESSING_FAILURE = 0x0110;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Liar liar;
  private final HonestSuite suite;
  private final Random random = new Random(18);
  private int lies;

  LyingArchive(Liar liar, HonestSuite suite) {
    this.liar = liar;
    this.suite = suite;
  }

  @Override
  public String name() {
    return "archive with false storage commitment reports";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int tried = 0;
    int held = 0;
    if (suite.roundTrip().isEmpty()) {
      throw new IOException("an honest run was not delivered");
    }
    Liar.Asked asked = awaitAsked();
    try (ClientAssociation association = liar.call(target)) {
      for (int i = 0; i < target.times(60, 3000); i++) {
        tried++;
        held += isHeld(association, asked, i % 5) ? 1 : 0;
      }
      tried++;
      held += suite.countOf("LIAR", CONFIRMED) == 0 ? 1 : 0;
      List<Uid> all = asked.instances();
      List<Uid> lostAsWell = all.subList(0, all.size() / 4);
      Liar.report(association, report(asked.transaction(), all, lostAsWell));
      tried++;
      held += suite.countOf("LIAR", CONFIRMED) == all.size() - lostAsWell.size() ? 1 : 0;
    }
    return new Tally(tried, held);
  }

  private Liar.Asked awaitAsked() throws Exception {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<Liar.Asked> asked = liar.askedOf(suite.study());
      if (asked.isPresent()) {
        return asked.get();
      }
      Thread.sleep(20);
    }
    throw new IOException("the node did not ask for storage commitment");
  }

  private boolean isHeld(ClientAssociation association, Liar.Asked asked, int kind)
      throws IOException {
    byte[] lie =
        switch (kind) {
          case 0 -> report(next("1.9"), asked.instances(), List.of());
          case 1 -> report(next("1.9"), List.of(), asked.instances());
          case 2 -> report(next("1.9"), foreign(), foreign());
          case 3 -> half(report(next("1.9"), asked.instances(), List.of()));
          default -> bytes();
        };
    return Liar.report(association, lie).code() == PROCESSING_FAILURE;
  }

  private Uid next(String root) {
    return new Uid(root + "." + ++lies);
  }

  private List<Uid> foreign() {
    List<Uid> uids = new ArrayList<>();
    for (int i = 0; i < FOREIGN; i++) {
      uids.add(next("1.8"));
    }
    return uids;
  }

  private byte[] half(byte[] report) {
    return java.util.Arrays.copyOf(report, report.length / 4 + random.nextInt(report.length / 2));
  }

  private byte[] bytes() {
    byte[] bytes = new byte[1 + random.nextInt(500)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] report(Uid transaction, List<Uid> kept, List<Uid> lost) throws IOException {
    DataSet report = new DataSet().setUid(Tag.TransactionUID, transaction);
    if (!kept.isEmpty()) {
      report.setSequence(Tag.ReferencedSOPSequence, items(kept, false));
    }
    if (!lost.isEmpty()) {
      report.setSequence(Tag.FailedSOPSequence, items(lost, true));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.writeDataSet(out, report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    return out.toByteArray();
  }

  private static List<DataSet> items(List<Uid> uids, boolean failed) {
    return uids.stream()
        .map(
            uid -> {
              DataSet item =
                  new DataSet()
                      .setUid(Tag.ReferencedSOPClassUID, SopClass.CT_IMAGE_STORAGE)
                      .setUid(Tag.ReferencedSOPInstanceUID, uid);
              return failed ? item.setInt(Tag.FailureReason, 0x0112) : item;
            })
        .toList();
  }
}
