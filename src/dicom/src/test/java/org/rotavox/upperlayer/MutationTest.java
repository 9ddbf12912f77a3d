package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.upperlayer.dimse.CommandFormatException;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.PduDecoder;
import org.rotavox.upperlayer.pdu.PduEncoder;
import org.rotavox.upperlayer.pdu.PduFormatException;
import org.rotavox.upperlayer.pdu.Seeds;

/** Damaged PDUs, command sets and whole conversations, the same ones in every run. */
class MutationTest {

  private static final int MUTANTS = 60_000;
  private static final int CONVERSATIONS = 500;

  private final Random random = new Random(20261122);
  private final Path folder;

  MutationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Flips, cuts, repeats or overwrites a few places. */
  private byte[] mutant(byte[] seed) {
    byte[] bytes = seed.clone();
    for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = repeated(bytes, at, random.nextInt(20));
        default -> bytes[at] = (byte) random.nextInt();
      }
    }
    return bytes;
  }

  private static byte[] repeated(byte[] bytes, int at, int count) {
    int length = Math.min(count, bytes.length - at);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    return longer;
  }

  @Test
  void damagedPdusGiveAPduOrTheDeclaredException() {
    List<byte[]> seeds = Seeds.pdus().stream().map(PduEncoder::encode).toList();
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] bytes = mutant(seeds.get(i % seeds.size()));
      if (bytes.length < Pdu.HEADER_BYTES) {
        continue;
      }
      try {
        PduDecoder.checkHeader(bytes[0] & 0xFF, bytes.length - 6L, ProtocolLimits.MAX_PDU_BYTES);
        if (bytes[0] != Pdu.P_DATA_TF) {
          PduDecoder.decode(bytes[0], Arrays.copyOfRange(bytes, 6, bytes.length));
        }
      } catch (PduFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTANTS / 10, MUTANTS);
  }

  @Test
  void damagedCommandSetsGiveACommandSetOrTheDeclaredException() {
    byte[] seed = command().encode();
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      try {
        CommandSet command = CommandSet.decode(mutant(seed));
        command.hasDataSet();
        command.text(CommandTag.AffectedSOPClassUID);
      } catch (CommandFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTANTS / 10, MUTANTS);
  }

  private static CommandSet command() {
    return new CommandSet()
        .with(CommandTag.CommandField, 1)
        .with(CommandTag.MessageID, 1)
        .with(CommandTag.Priority, 0)
        .with(CommandTag.CommandDataSetType, 0)
        .withUid(CommandTag.AffectedSOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
        .withUid(CommandTag.AffectedSOPInstanceUID, "1.2.3.4.5.6");
  }

  /** A server that is given damaged conversations answers a sound one all the time. */
  @Test
  void damagedConversationsEndAndLeaveTheServerSound() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    byte[] sound = conversation();
    Duration patience = Duration.ofMillis(200);
    List<Socket> open = new ArrayList<>();
    try (DicomServer server = UpperLayer.listen(Loopback.acceptor(50, 50, patience), handler)) {
      for (int i = 0; i < CONVERSATIONS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(mutant(sound));
        socket.shutdownOutput();
        open.add(socket);
        if (open.size() == 25) {
          readToTheEnd(open);
        }
      }
      readToTheEnd(open);
      try (ClientAssociation association =
          UpperLayer.client()
              .connect(
                  Loopback.node(server.port()),
                  List.of(
                      new PresentationProposal(
                          new org.rotavox.dicom.Uid("1.2.840.10008.1.1"),
                          List.of(RecordingHandler.IMPLICIT))))) {
        assertThat(association.echo().isSuccess()).isTrue();
      }
    }
  }

  private static void readToTheEnd(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      try (socket;
          InputStream in = socket.getInputStream()) {
        in.readAllBytes();
      } catch (java.net.SocketException e) {
        // ended by reset
      }
    }
    sockets.clear();
  }

  private static byte[] conversation() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PduEncoder.encode(Seeds.pdus().get(0)));
    putFragment(out, 3, command().encode());
    putFragment(out, 2, new byte[300]);
    out.writeBytes(PduEncoder.encode(new Pdu.ReleaseRq()));
    return out.toByteArray();
  }

  private static void putFragment(ByteArrayOutputStream out, int control, byte[] content) {
    out.writeBytes(PduEncoder.encode(new Pdu.PDataTf(content.length + 6)));
    byte[] header = new byte[6];
    Bytes.putUint32(header, 0, content.length + 2L);
    header[4] = 1;
    header[5] = (byte) control;
    out.writeBytes(header);
    out.writeBytes(content);
  }
}
