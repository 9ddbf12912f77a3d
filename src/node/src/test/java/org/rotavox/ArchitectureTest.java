package org.rotavox;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The floor plan as a test: a room imports only from floors below it, rooms on one floor never see
 * each other, and each library lives in its rooms only.
 */
class ArchitectureTest {

  private static final String ROOT = "org.rotavox";

  /** Index = floor. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("model", "yaml", "liveness"),
          List.of("settings"),
          List.of("rules", "spool", "ticks"),
          List.of("store", "acquisition", "result"),
          List.of("reconstruction", "simulation"),
          List.of("receive", "collect", "work", "send", "notify", "upkeep"),
          List.of("config"),
          List.of("desk"),
          List.of("control"),
          List.of("app"));

  /** The others are libraries that tell their callers instead of a log. */
  private static final List<String> NOT_SILENT =
      List.of(
          "app",
          "collect",
          "liveness",
          "notify",
          "control",
          "desk",
          "receive",
          "send",
          "spool",
          "ticks",
          "upkeep",
          "work",
          "store");

  private static final Map<String, List<String>> LIBRARY_TO_ROOMS =
      Map.ofEntries(
          Map.entry("org.quartz..", List.of("ticks")),
          Map.entry("java.sql..", List.of("store")),
          Map.entry("javax.sql..", List.of("store")),
          Map.entry("org.h2..", List.of("store")),
          Map.entry("org.flywaydb..", List.of("store")),
          Map.entry("org.jdbi..", List.of("store")),
          Map.entry("dev.cel..", List.of("rules")),
          Map.entry("picocli..", List.of("app")),
          Map.entry("com.github.difflib..", List.of("app")),
          Map.entry("jakarta.mail..", List.of("notify")),
          Map.entry("jakarta.activation..", List.of("notify")),
          Map.entry("java.net.http..", List.of("notify")),
          Map.entry("javax.net..", List.of("notify")),
          Map.entry("jdk.net..", List.of("control")),
          Map.entry(
              "com.fasterxml.jackson..", List.of("acquisition", "app", "control", "desk", "store")),
          Map.entry("org.yaml.snakeyaml..", List.of("yaml")),
          Map.entry("com.google.re2j..", List.of("rules")),
          Map.entry("com.google.common..", List.of("rules")),
          Map.entry("com.google.protobuf..", List.of("rules")),
          Map.entry("com.zaxxer..", List.of("store")),
          Map.entry("javax.imageio..", List.of("app", "result")),
          Map.entry("java.awt..", List.of("app", "result")),
          Map.entry("me.tongfei..", List.of("app")),
          Map.entry("org.slf4j..", NOT_SILENT));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPath(Path.of("src/node/target/classes"));

  @TestFactory
  Stream<DynamicTest> everyRoomImportsOnlyFromFloorsBelow() {
    return rooms()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(packageOf(room))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(closedTo(room))
                            .allowEmptyShould(true)
                            .check(CLASSES)));
  }

  @TestFactory
  Stream<DynamicTest> everyLibraryLivesInItsRoomsOnly() {
    return LIBRARY_TO_ROOMS.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                entry.getValue().stream()
                                    .map(ArchitectureTest::packageOf)
                                    .toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(entry.getKey())
                            .check(CLASSES)));
  }

  /** Threads without a name, or that keep the process alive, are made nowhere. */
  @Test
  void threadsAreMadeInOnePlace() {
    noClasses()
        .that()
        // hooks for the end of the process, which the JVM starts
        .doNotHaveFullyQualifiedName(ROOT + ".app.command.ServeCommand")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".app.command.InputFiles")
        .should()
        .callConstructorWhere(target(owner(assignableTo(Thread.class))).as("a thread is made"))
        .check(CLASSES);
  }

  @Test
  void theModelUsesTheJdkAndTheNamesOfDicom() {
    classes()
        .that()
        .resideInAPackage(packageOf("model"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            packageOf("dicom"),
            packageOf("support"),
            packageOf("model"))
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("app"))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  /** Loops on the pool that a whole process shares ignore how many threads were asked for. */
  @Test
  void nothingRunsOnTheCommonPool() {
    noClasses()
        .should()
        .callMethod(BaseStream.class, "parallel")
        .orShould()
        .callMethod(Collection.class, "parallelStream")
        .orShould()
        .callMethod(ForkJoinPool.class, "commonPool")
        .orShould()
        .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
        .orShould()
        .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
        .check(CLASSES);
  }

  @Test
  void thePlanNamesEveryRoomThatExists() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/node/src/main/java/org/rotavox"))) {
      assertThat(folders.filter(Files::isDirectory).map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(new TreeSet<>(rooms().toList()));
    }
  }

  private static Stream<String> rooms() {
    return FLOORS.stream().flatMap(List::stream);
  }

  private static String packageOf(String room) {
    return ROOT + "." + room + "..";
  }

  /** The rooms on the same floor and above. */
  private static String[] closedTo(String room) {
    int floor = 0;
    while (!FLOORS.get(floor).contains(room)) {
      floor++;
    }
    return FLOORS.subList(floor, FLOORS.size()).stream()
        .flatMap(List::stream)
        .filter(other -> !other.equals(room))
        .map(ArchitectureTest::packageOf)
        .toArray(String[]::new);
  }
}
