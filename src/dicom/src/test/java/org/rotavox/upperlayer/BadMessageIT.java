package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;

/** Callers whose messages make no sense, or never end. */
class BadMessageIT extends BadCallers {

  BadMessageIT(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @Test
  void abortsOnAnUnknownContext() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendFragment(77, RawPeer.COMMAND | RawPeer.LAST, RawPeer.echo(1).encode());

      peer.expectAbort(2, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 11, 30})
  void abortsOnACommandSetWhoseLengthsLie(int at) throws IOException {
    byte[] command = RawPeer.store(1, "1.2.3.4").encode();
    command[at] = 0x7F;
    command[at + 1] = 0x7F;
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendFragment(1, RawPeer.COMMAND | RawPeer.LAST, command);

      peer.expectAbort(0, 0);
    }
    assertThat(handler.stored()).isEmpty();
  }

  @Test
  void abortsOnACommandSetWithoutEnd() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      for (int i = 0; i < 2; i++) {
        peer.sendFragment(1, RawPeer.COMMAND, new byte[CommandSet.MAX_BYTES / 2 + 8]);
      }
      peer.expectAbort(0, 0);
    }
  }

  @Test
  void abortsOnAPdvThatIsLongerThanItsPdu() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.send(RawPeer.fragment(1, RawPeer.LAST, 500, new byte[100]));

      peer.expectAbort(2, 6);
    }
    nothingIsKept(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void abortsOnACommandWhereADataSetWasAnnounced() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[100]);
      peer.sendCommand(RawPeer.echo(2));

      peer.expectAbort(0, 0);
    }
    nothingIsKept(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void abortsOnADataSetThatGoesOnAfterItsEnd() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, RawPeer.LAST, new byte[100]);
      peer.sendFragment(1, RawPeer.LAST, new byte[100]);

      assertThat(peer.readStatus()).isZero();
      peer.expectAbort(0, 0);
    }
    assertThat(handler.stored()).hasSize(1);
  }

  @Test
  void keepsNothingOfAnObjectWhoseSenderAborts() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[10_000]);
      peer.send(new Pdu.Abort(0, 0));

      peer.expectClosed();
    }
    nothingIsKept(CloseReason.ABORTED_BY_PEER);
  }

  @Test
  void keepsNothingOfAnObjectWhoseSenderVanishes() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[10_000]);
    }
    nothingIsKept(CloseReason.CONNECTION_LOST);
  }

  @Test
  void keepsNothingOfAnObjectWhoseSenderReleasesInTheMiddle() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[10_000]);
      peer.send(new Pdu.ReleaseRq());

      peer.expectAbort(0, 0);
    }
    nothingIsKept(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void answersARepeatedMessageIdAsOften() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      for (String instance : List.of("1.2.3.4", "1.2.3.5")) {
        peer.sendCommand(RawPeer.store(7, instance));
        peer.sendFragment(1, RawPeer.LAST, new byte[100]);
      }
      assertThat(peer.readStatus()).isZero();
      assertThat(peer.readStatus()).isZero();
    }
    assertThat(handler.stored()).hasSize(2);
  }

  @Test
  void refusesAnUnknownOperationAndGoesOn() throws IOException {
    CommandSet get = RawPeer.echo(1).with(0x0100, 0x0010);
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(get);
      assertThat(peer.readStatus()).isEqualTo(0x0211);
      peer.sendCommand(RawPeer.echo(2));
      assertThat(peer.readStatus()).isZero();
    }
  }

  static List<String> classesThatTheContextIsNot() {
    return List.of(
        "1.2.840.10008.1.1",
        "1.2.840.10008.5.1.4.1.1.2",
        "1.2.840.10008.5.1.4.1.1.12.1.1",
        "1.2.840.10008.5.1.4.1.1.12",
        "1.2.840.10008.1.20.1",
        "1.2.3");
  }

  @ParameterizedTest
  @MethodSource("classesThatTheContextIsNot")
  void refusesAnObjectOfAClassThatTheContextDidNotNegotiate(String sopClass) throws IOException {
    CommandSet store =
        RawPeer.store(1, "1.2.3.4").withUid(CommandTag.AffectedSOPClassUID, sopClass);
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(store);
      peer.sendFragment(1, RawPeer.LAST, new byte[100]);
      assertThat(peer.readStatus()).isEqualTo(0x0122);
      peer.sendCommand(RawPeer.echo(2));
      assertThat(peer.readStatus()).isZero();
    }
    assertThat(handler.stored()).isEmpty();
  }

  @Test
  void refusesAnObjectInAVerificationContext() throws IOException {
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.send(RawPeer.request("1.2.840.10008.1.1"));
      assertThat(peer.read()).isInstanceOf(Pdu.AssociateAc.class);
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, RawPeer.LAST, new byte[100]);
      assertThat(peer.readStatus()).isEqualTo(0x0122);
    }
    assertThat(handler.stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {RawPeer.COMMAND, 0})
  void abortsOnFragmentsOfNoBytesWithoutEnd(int kind) throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      if (kind == 0) {
        peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      }
      for (int i = 0; i <= ProtocolLimits.MOST_EMPTY_IN_A_ROW; i++) {
        peer.sendFragment(1, kind, new byte[0]);
      }
      peer.expectAbort(0, 0);
    }
    assertThat(handler.stored()).isEmpty();
  }

  @Test
  void takesAnObjectWithEmptyFragmentsBetween() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      for (int i = 0; i < 1000; i++) {
        peer.sendFragment(1, 0, new byte[i % 10 == 0 ? 2 : 0]);
      }
      peer.sendFragment(1, RawPeer.LAST, new byte[0]);
      assertThat(peer.readStatus()).isZero();
    }
    assertThat(handler.stored()).hasSize(1);
  }
}
