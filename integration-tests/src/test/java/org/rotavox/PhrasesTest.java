package org.rotavox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users read (pages, configuration, examples, and every literal of the product: help,
 * messages, notes in DICOM objects) is plain: a fact, in the present tense. These phrases were
 * there once.
 */
class PhrasesTest {

  private static final List<String> GONE =
      List.of(
          "nobody",
          "somebody",
          "in words",
          "in a word",
          "without a word",
          "aslant",
          "keeps house",
          "lets retention",
          "the pulse beats",
          "read over",
          "so-manyth",
          "doorkeeper",
          "goes its way",
          "has a word",
          "by and by");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern COMMENT = Pattern.compile("^\\s*(\\*|//|/\\*).*");

  @Test
  void pagesAndExamplesArePlain() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path page :
        files("README.md", "src/site", "conf-examples", "config", "integration-tests")) {
      if (page.toString().matches(".*\\.(md|yaml|xml)")) {
        for (String line : Files.readAllLines(page)) {
          addTo(found, page, line);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void helpAndMessagesArePlain() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : files("src/dicom/src/main", "src/recon/src/main", "src/node/src/main")) {
      if (source.toString().endsWith(".java")) {
        for (String line : Files.readAllLines(source)) {
          if (!COMMENT.matcher(line).matches()) {
            LITERAL
                .matcher(line)
                .results()
                .map(MatchResult::group)
                .forEach(text -> addTo(found, source, text));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aPhraseThatComesBackIsFound() {
    List<String> found = new ArrayList<>();
    addTo(found, Path.of("any"), "Nobody is told in words");
    addTo(found, Path.of("any"), "a body of water");
    assertThat(found).hasSize(2);
  }

  private static void addTo(List<String> found, Path file, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    GONE.stream()
        .filter(phrase -> Pattern.compile("\\b" + phrase + "\\b").matcher(lower).find())
        .forEach(phrase -> found.add(file + ": \"" + phrase + "\" in: " + text.strip()));
  }

  private static List<Path> files(String... roots) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String root : roots) {
      try (Stream<Path> tree = Files.walk(Path.of(root))) {
        tree.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files;
  }
}
