package org.rotavox.upperlayer.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever comes in as a command set is read, or refused with the declared exception. */
class CommandSetFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void readsOrRefuses(byte[] bytes) throws CommandFormatException {
    CommandSet command;
    try {
      command = CommandSet.decode(bytes);
    } catch (CommandFormatException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    byte[] written = command.encode();
    if (written.length <= CommandSet.MAX_BYTES) {
      CommandSet again = CommandSet.decode(written);
      assertThat(again.commandField()).isEqualTo(command.commandField());
      assertThat(again.hasDataSet()).isEqualTo(command.hasDataSet());
      assertThat(again.text(CommandTag.AffectedSOPClassUID))
          .isEqualTo(command.text(CommandTag.AffectedSOPClassUID));
    }
  }
}
