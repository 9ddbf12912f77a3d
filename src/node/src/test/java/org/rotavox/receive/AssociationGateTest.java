package org.rotavox.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.store.StoreFixture;
import org.rotavox.store.StoreSettings;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.AssociationOffer;
import org.rotavox.upperlayer.PeerLog;
import org.rotavox.upperlayer.PresentationProposal;

class AssociationGateTest {

  @TempDir private Path folder;
  private StoreFixture node;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void whoHasDeliveredIsKnownAfterARestartByTitleAndAddress() throws IOException {
    for (int i = 0; i < 30; i++) {
      node.from("10.0.0." + i % 3).receive("1.1." + i, "1.5." + i, "x", "1.1." + i, "SUITE", "");
    }
    node.restart();
    assertThat(isKnown("SUITE", "10.0.0.1")).isTrue();
    assertThat(isKnown("SUITE", "10.0.0.2")).isTrue();
    assertThat(isKnown("SUITE", "10.0.0.3")).as("another address").isFalse();
    assertThat(isKnown("OTHER", "10.0.0.1")).as("another title").isFalse();
  }

  @Test
  void theSendersOfTheLastRunsAreTold() throws IOException {
    for (int i = 0; i < 9; i++) {
      node.from("10.0.0." + i).receive("1.1." + i, "1.5." + i, "x", "1.1." + i, "SUITE", "");
    }
    assertThat(node.ledger().history().senders(3))
        .extracting(sender -> sender.address())
        .containsExactlyInAnyOrder("10.0.0.6", "10.0.0.7", "10.0.0.8");
    assertThat(node.ledger().history().senders(100)).hasSize(9);
  }

  @Test
  void theNodeIsCalledByEachOfItsTitlesAndNoOther() {
    for (String title : List.of("ROTAVOX", "SUITE_A", "SUITE_B")) {
      assertThat(admit("ANY", title, "10.0.0.1")).isInstanceOf(Admission.Accept.class);
    }
    assertThat(admit("ANY", "SUITE_C", "10.0.0.1"))
        .isEqualTo(Admission.Reject.CALLED_AE_TITLE_NOT_RECOGNIZED);
  }

  @Test
  void whereCallersAreListedOthersAreRejectedAndTheListedOnesAreKnown() {
    List<AeTitle> listed = List.of(new AeTitle("SUITE"));
    assertThat(admit(gate(listed), "SUITE", "ROTAVOX", "10.0.0.9", List.of()))
        .isInstanceOfSatisfying(
            Admission.Accept.class, accept -> assertThat(accept.known()).isTrue());
    assertThat(admit(gate(listed), "OTHER", "ROTAVOX", "10.0.0.9", List.of()))
        .isEqualTo(Admission.Reject.CALLING_AE_TITLE_NOT_RECOGNIZED);
  }

  @Test
  void anArchiveThatBringsAnswersIsAdmittedWhereCallersAreListed() {
    List<AeTitle> archive = List.of(new AeTitle("PACS"));
    assertThat(settings(List.of()).admitting(archive).acceptedCallingAeTitles())
        .as("whoever calls is let in already")
        .isEmpty();
    assertThat(settings(List.of(new AeTitle("SUITE"))).admitting(archive).acceptedCallingAeTitles())
        .containsExactly(new AeTitle("SUITE"), new AeTitle("PACS"));
  }

  @Test
  void whereTheDiskHasNoRoomWhoMayStoreIsRejectedAndWhoOnlyAsksIsNot() throws IOException {
    StoreSettings full =
        StoreSettings.byAge(
            folder,
            Long.MAX_VALUE / 4,
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(400));
    node.restart(full);
    PresentationProposal store = context(SopClass.CT_IMAGE_STORAGE);
    PresentationProposal echo = context(SopClass.VERIFICATION);
    assertThat(admit(gate(List.of()), "ANY", "ROTAVOX", "10.0.0.9", List.of(echo, store)))
        .isEqualTo(Admission.Reject.LOCAL_LIMIT_EXCEEDED);
    assertThat(admit(gate(List.of()), "ANY", "ROTAVOX", "10.0.0.9", List.of(echo)))
        .isInstanceOf(Admission.Accept.class);
    node.restart();
    assertThat(admit(gate(List.of()), "ANY", "ROTAVOX", "10.0.0.9", List.of(store)))
        .isInstanceOf(Admission.Accept.class);
  }

  private static PresentationProposal context(Uid abstractSyntax) {
    return new PresentationProposal(
        abstractSyntax, List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()));
  }

  private boolean isKnown(String calling, String address) {
    return admit(calling, "ROTAVOX", address) instanceof Admission.Accept accept && accept.known();
  }

  private Admission admit(String calling, String called, String address) {
    return admit(gate(List.of()), calling, called, address, List.of());
  }

  private AssociationGate gate(List<AeTitle> callers) {
    return new AssociationGate(settings(callers), node.store(), new PeerLog());
  }

  private static StoreScpSettings settings(List<AeTitle> callers) {
    return new StoreScpSettings(
        new AeTitle("ROTAVOX"),
        List.of(new AeTitle("SUITE_A"), new AeTitle("SUITE_B")),
        "127.0.0.1",
        0,
        callers,
        4,
        4,
        65_536,
        Duration.ofSeconds(30),
        Optional.empty());
  }

  private static Admission admit(
      AssociationGate gate,
      String calling,
      String called,
      String address,
      List<PresentationProposal> contexts) {
    return gate.admit(
        new AssociationOffer(
            new AeTitle(calling),
            new AeTitle(called),
            address,
            contexts,
            Optional.empty(),
            "",
            Optional.empty()));
  }
}
