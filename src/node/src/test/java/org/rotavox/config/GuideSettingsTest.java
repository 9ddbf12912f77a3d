package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.rules.Rule;

/** What the rules guide says about {@code rotavox.yaml} goes with the rules that follow it. */
class GuideSettingsTest {

  private static final Path GUIDE = Path.of("src/site/markdown/rules.md");
  private static final Pattern SETTINGS_AND_RULES =
      Pattern.compile("```yaml settings\n(.*?)```.*?```yaml rules\n(.*?)```", Pattern.DOTALL);

  @Test
  void theSettingsOfTheGuideLoadTogetherWithTheRulesBelowThem(@TempDir Path folder)
      throws Exception {
    Matcher blocks = SETTINGS_AND_RULES.matcher(Files.readString(GUIDE));
    assertThat(blocks.find()).isTrue();
    Configuration.writeDefaults(folder);
    Files.writeString(folder.resolve("rotavox.yaml"), blocks.group(1));
    Files.writeString(folder.resolve("rules.yaml"), blocks.group(2));
    NodeSettings settings = Configuration.load(folder);
    assertThat(settings.rules().rules()).extracting(Rule::name).contains("research suite");
    assertThat(settings.schedule().windows()).containsKey("night");
  }
}
