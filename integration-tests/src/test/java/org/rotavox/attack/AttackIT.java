package org.rotavox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of the attacks; the long one is {@code integration-tests/attack}, which sets the
 * system property {@code rotavox.attack} to {@code long}. {@code rotavox.attack.only} chooses those
 * whose name contains it.
 */
class AttackIT {

  private static final boolean LONG = "long".equals(System.getProperty("rotavox.attack"));
  private static final String ONLY = System.getProperty("rotavox.attack.only", "");
  private static final int MOST_WARNINGS = 200;

  @Test
  void whateverOnePeerDoesTheNodeServesTheOthers(@TempDir Path folder) throws Exception {
    try (AttackedNode node = new AttackedNode(folder, LONG)) {
      List<Attack> attacks =
          AttackRun.attacks(node).stream().filter(each -> each.name().contains(ONLY)).toList();
      AttackTable table = run(node, attacks);
      System.out.println(table);
      assertThat(table.isClean()).as(table.toString()).isTrue();
      assertThat(table.attacks()).isEqualTo(attacks.size()).isPositive();
      assertThat(node.isAlive()).isTrue();
      assertThat(node.log()).doesNotContain("OutOfMemoryError");
      assertThat(node.log().lines().filter(line -> line.contains(" WARN ")))
          .as("the log does not grow with what a peer repeats")
          .hasSizeLessThan(MOST_WARNINGS);
    }
  }

  private static AttackTable run(AttackedNode node, List<Attack> attacks)
      throws IOException, InterruptedException {
    try {
      return AttackRun.run(node, node.target(LONG), attacks);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "\n" + node.warnings(), e);
    }
  }
}
