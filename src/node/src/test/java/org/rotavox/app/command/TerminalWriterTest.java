package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {

  private static final String HOSTILE = "a\r\nb\u0007\u001b[31mred\u009b2J\u202eover";

  private final StringWriter shown = new StringWriter();
  private final PrintWriter out = new TerminalWriter(new PrintWriter(shown, true));

  @Test
  void oneCallIsOneLineWhateverItHolds() {
    out.println(HOSTILE);
    out.println((Object) HOSTILE);
    out.printf("%s%n", HOSTILE);
    out.printf(Locale.ROOT, "%s%n", HOSTILE);
    new IllegalStateException(HOSTILE).printStackTrace(out);
    String escaped = "a\\u000D\\u000Ab\\u0007\\u001B[31mred\\u009B2J\\u202Eover";
    assertThat(shown.toString().lines().limit(4)).containsOnly(escaped);
    assertThat(shown.toString().lines().skip(4).findFirst())
        .contains("java.lang.IllegalStateException: " + escaped);
  }

  @Test
  void theManualKeepsItsLinesAndColours() {
    out.print("one\ntwo \u001b[1mbold\u001b[0m \u001b]0;title\u0007\n");
    assertThat(shown.toString())
        .isEqualTo("one\ntwo \u001b[1mbold\u001b[0m \\u001B]0;title\\u0007\n");
  }

  @Test
  void aColourOfTheProgramIsOneAndThatOfAHeaderIsNot() {
    out.println(
        TerminalWriter.ESCAPE + "[32mgood" + TerminalWriter.ESCAPE + "[0m \u001b[31mred\u001b[0m");
    assertThat(shown.toString())
        .isEqualTo("\u001b[32mgood\u001b[0m \\u001B[31mred\\u001B[0m" + System.lineSeparator());
  }

  @Test
  void jsonSaysTheSameAfterwards() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    TerminalWriter.json(out, mapper.writeValueAsString(Map.of(HOSTILE, HOSTILE)));
    assertThat(shown.toString()).doesNotContain("\u009b", "\u202e", "\u001b");
    assertThat(mapper.readTree(shown.toString()).path(HOSTILE).asText()).isEqualTo(HOSTILE);
  }
}
