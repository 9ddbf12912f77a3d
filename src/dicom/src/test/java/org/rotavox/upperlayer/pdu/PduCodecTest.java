package org.rotavox.upperlayer.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PduCodecTest {

  private static Pdu decode(byte[] pdu) throws PduFormatException {
    PduDecoder.checkHeader(pdu[0], pdu.length - 6L, 1 << 20);
    return PduDecoder.decode(pdu[0], Arrays.copyOfRange(pdu, 6, pdu.length));
  }

  @Test
  void readsWhatItWrites() throws PduFormatException {
    for (Pdu pdu : Seeds.pdus()) {
      assertThat(decode(PduEncoder.encode(pdu))).isEqualTo(pdu);
    }
  }

  @Test
  void carriesAUserIdentity() throws PduFormatException {
    Pdu.AssociateRq plain = Seeds.request();
    UserInformation user = plain.user();
    byte[] name = {'j', 'o'};
    byte[] passcode = {1, 2, 3};
    UserInformation withIdentity =
        new UserInformation(
            user.maxPduBytes(),
            user.implementationClass(),
            user.implementationVersion(),
            user.window(),
            user.roles(),
            Optional.of(new UserIdentity(2, true, name, passcode)),
            false);
    Pdu.AssociateRq request =
        new Pdu.AssociateRq(
            1, "A", "B", plain.applicationContext(), plain.contexts(), withIdentity);

    Pdu.AssociateRq read = (Pdu.AssociateRq) decode(PduEncoder.encode(request));

    UserIdentity identity = read.user().identity().orElseThrow();
    assertThat(identity.type()).isEqualTo(2);
    assertThat(identity.responseRequested()).isTrue();
    assertThat(identity.primary()).isEqualTo(name);
    assertThat(identity.secondary()).isEqualTo(passcode);
  }

  @Test
  void skipsExtendedNegotiationAndUnknownItems() throws PduFormatException {
    byte[] pdu = PduEncoder.encode(Seeds.request());
    byte[] unknown = {0x56, 0, 0, 4, 0, 0, 1, 2};
    byte[] longer = Arrays.copyOf(pdu, pdu.length + 2 * unknown.length);
    System.arraycopy(unknown, 0, longer, pdu.length, unknown.length);
    System.arraycopy(unknown, 0, longer, pdu.length + unknown.length, unknown.length);
    longer[pdu.length] = 0x77;

    assertThat(decode(longer)).isEqualTo(Seeds.request());
  }

  @Test
  void saysWhatIsMissing() {
    byte[] pdu = PduEncoder.encode(Seeds.request());

    assertThatThrownBy(() -> decode(Arrays.copyOf(pdu, pdu.length - 3)))
        .isInstanceOf(PduFormatException.class)
        .hasMessageMatching(".*expected \\d+ more bytes at offset \\d+, found \\d+");
  }

  @Test
  void refusesEvenAndRepeatedContextIds() {
    for (int second : List.of(2, 1)) {
      Pdu.AssociateRq request =
          new Pdu.AssociateRq(
              1,
              "A",
              "B",
              "1.2",
              List.of(
                  new Pdu.ProposedContext(1, "1.2", List.of("1.3")),
                  new Pdu.ProposedContext(second, "1.2", List.of("1.3"))),
              Seeds.request().user());

      assertThatThrownBy(() -> decode(PduEncoder.encode(request)))
          .isInstanceOf(PduFormatException.class)
          .hasMessageContaining("presentation context id " + second);
    }
  }
}
