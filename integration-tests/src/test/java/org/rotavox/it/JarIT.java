package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the packaged jar contains, and under which licences. */
class JarIT {

  private static final String JAR = System.getProperty("rotavox.jar", "target/rotavox.jar");

  /** A library may offer several licences; one of these is enough. */
  private static final Pattern PERMITTED =
      Pattern.compile(
          "\\((The )?(Apache|MIT|BSD|EPL|EDL|MPL|Eclipse|Go License|The BSD License)[^)]*\\)");

  private static final Pattern LINE =
      Pattern.compile(" +\\(.*\\(([^:() ]+):([^:() ]+):([^ ]+) - .*\\)");

  @Test
  void everyLibraryIsListedWithALicenceThatPermitsIt() throws IOException {
    Set<String> listed = new HashSet<>();
    for (String line : text("META-INF/THIRD-PARTY").lines().skip(2).toList()) {
      Matcher coordinates = LINE.matcher(line);
      assertThat(coordinates.matches()).as(line).isTrue();
      assertThat(PERMITTED.matcher(line).find()).as(line).isTrue();
      listed.add(coordinates.group(1) + ":" + coordinates.group(2) + ":" + coordinates.group(3));
    }
    assertThat(listed).hasSizeGreaterThan(30);
    JsonNode bom = new ObjectMapper().readTree(text("META-INF/sbom/application.cdx.json"));
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    List<String> components = new ArrayList<>();
    bom.path("components")
        .forEach(
            each ->
                components.add(
                    each.path("group").asText()
                        + ":"
                        + each.path("name").asText()
                        + ":"
                        + each.path("version").asText()));
    assertThat(components)
        .filteredOn(each -> !each.startsWith("org.rotavox:"))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void noClassUnderTheLgplIsInTheJar() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.startsWith("edu/umd/") || name.startsWith("net/jcip/"))
          .noneMatch(name -> name.startsWith("javax/annotation/"));
    }
  }

  private static String text(String name) throws IOException {
    try (JarFile jar = new JarFile(JAR);
        InputStream in =
            jar.getInputStream(
                Objects.requireNonNull(
                    jar.getEntry(name), name + " is missing: was the jar built offline?"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
