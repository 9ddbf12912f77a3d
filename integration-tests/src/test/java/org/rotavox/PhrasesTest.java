package org.rotavox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users read (pages, configuration, examples, resources, scripts, and every literal of the
 * product: help, messages, notes in DICOM objects) is plain: a fact, in the present tense, without
 * aphorisms and without machines that act like persons. The phrases of this list are none.
 */
class PhrasesTest {

  private static final List<String> GONE =
      List.of(
          // persons and aphorisms
          "nobody",
          "somebody",
          "whoever",
          "in words",
          "in a word",
          "without a word",
          "has a word",
          "not a word",
          "in silence",
          "in slow motion",
          "all the same",
          "by and by",
          "said plainly",
          "for good",
          "two halves",
          "is the kindest case",
          "out of account",
          // machines that act like persons
          "keeps house",
          "lets retention",
          "the pulse beats",
          "doorkeeper",
          "goes its way",
          "speaks for it",
          "knows nothing of",
          "knows neither",
          "ledger knows",
          "ledger did not know",
          "node knows no",
          "loader of this machine knows",
          "never see each other",
          "who is told",
          "is told by",
          "cannot be told",
          "can be told",
          "does not tell",
          "has to tell",
          "tells the truth",
          "say the truth",
          "tells that",
          "tells which",
          "people and programs may ask",
          "asks the rules",
          "any rule is asked",
          "the rules are asked",
          "the disk is asked",
          "asked how full",
          "images themselves are asked",
          "left unasked",
          "did not take the run",
          "did not take it",
          "spoke http",
          "spoke ssh",
          "talk tls",
          "of it spoke",
          "the house",
          "died",
          "dies",
          "deaths of the process",
          "a fault stays with",
          "fault can stop",
          "goes on deciding",
          "go on deciding",
          "is again what decides",
          "rules of now",
          "what decided last",
          "decided since when",
          "nothing becomes of",
          "until a person has looked",
          "neighbours demand",
          "turned against what",
          "silent header",
          "made for the eye",
          "honest",
          "liars",
          "lost their files",
          "went away",
          "what it leaves",
          "engine will serve",
          "makes up for it",
          "brings most of",
          // rhythm of another language
          "aslant",
          "read over",
          "so-manyth",
          "anew",
          "stands behind",
          "stand behind",
          "nothing stands",
          "nothing says",
          "says nothing",
          "say nothing",
          "what came of",
          "passed over",
          "how is it",
          "how the node is",
          "type next",
          "would it be reconstructed",
          "is the archive there",
          "say everything",
          "say how the node",
          "ask these rules",
          "try these rules",
          "at most so many",
          "parted by",
          "what it cost",
          "no run is like",
          "no run can be like",
          "is worth",
          "again and again",
          "growing pauses",
          "the floor plan",
          "floors below",
          "the way of one run",
          "the whole way of one run",
          "go the whole way",
          "written by no device",
          "up to its own rules",
          "as posix knows them",
          "with what to do");

  private static final List<Pattern> PATTERNS =
      GONE.stream().map(phrase -> Pattern.compile("\\b" + phrase + "\\b")).toList();

  /** Comments, characters, text blocks, and literals that {@code +} joins. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\\n]*|'(?:[^'\\\\\\n]|\\\\.)'|\"{3}.*?\"{3}"
              + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\\n]|\\\\.)*+\")*+",
          Pattern.DOTALL);

  @Test
  void pagesAndExamplesArePlain() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path page :
        files("README.md", ".github", "src/site", "conf-examples", "config", "integration-tests")) {
      if (isTextForUsers(page)) {
        addTo(found, page, onOneLine(Files.readString(page)));
      }
    }
    assertThat(found).isEmpty();
  }

  /** A file without an ending is a script. */
  private static boolean isTextForUsers(Path file) {
    return !file.toString().contains("/target/")
        && file.getFileName().toString().matches("[^.]+|.*\\.(md|yaml|xml|py|sh)");
  }

  @Test
  void helpAndMessagesArePlain() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : files("src/dicom/src/main", "src/recon/src/main", "src/node/src/main")) {
      if (source.toString().endsWith(".java")) {
        literals(Files.readString(source)).forEach(text -> addTo(found, source, text));
      } else if (source.toString().matches(".*\\.(xml|properties|yaml|txt)")) {
        addTo(found, source, onOneLine(Files.readString(source)));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aPhraseThatComesBackIsFound() {
    List<String> found = new ArrayList<>();
    addTo(found, Path.of("any"), "Nobody is told in words");
    addTo(found, Path.of("any"), "a body of water");
    addTo(found, Path.of("any"), onOneLine("# the node that was\n  # asked how\n  # full it is"));
    assertThat(found).hasSize(3);
  }

  @Test
  void literalsAreFoundAcrossLinesAndOutsideOfComments() {
    String source =
        """
        /** "a comment" */
        String a = "one " // "another"
            + "text";
        char b = '"';
        String c = \"""
            a block
            of text\""";
        String d = "with \\" inside";
        """;
    assertThat(literals(source))
        .containsExactly("one ", "text", "a block of text", "with \\\" inside");
    assertThat(literals("f(\"in \"\n    + \"words\")")).containsExactly("in words");
  }

  private static List<String> literals(String source) {
    return TOKEN
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .filter(token -> token.startsWith("\""))
        .map(token -> token.replaceAll("\"\\s*\\+\\s*\"", ""))
        .map(token -> onOneLine(token.replaceAll("^\"+|\"+$", "")))
        .toList();
  }

  /** The text without line ends and without the marks of comments at the beginning of lines. */
  private static String onOneLine(String text) {
    return text.replaceAll("\\n\\s*(?:#|--|>)?[ \\t]*", " ").stripLeading();
  }

  private static void addTo(List<String> found, Path file, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Pattern phrase : PATTERNS) {
      Matcher matcher = phrase.matcher(lower);
      while (matcher.find()) {
        String around =
            text.substring(
                Math.max(0, matcher.start() - 40), Math.min(text.length(), matcher.end() + 40));
        found.add(file + ": \"" + matcher.group() + "\" in: " + around);
      }
    }
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
