package org.rotavox.dicom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The floor plan of the DICOM library as a test. */
class DicomArchitectureTest {

  private static final String ROOT = "org.rotavox.";

  /** Index = floor: a package imports only from floors below it. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("support"),
          List.of("dicom"),
          List.of("dataset.codec", "upperlayer.dimse", "upperlayer.pdu"),
          List.of("dataset"),
          List.of("upperlayer"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.rotavox");

  @TestFactory
  Stream<DynamicTest> everyPackageImportsOnlyFromFloorsBelow() {
    return packages()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(ROOT + name)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(closedTo(name))
                            .check(CLASSES)));
  }

  @Test
  void theModuleNeedsNothingButItself() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.imageio..",
            "javax.net..",
            "jdk.net..",
            "org.slf4j..",
            "org.jspecify..",
            "com.github.jaiimageio..",
            "org.rotavox..")
        .check(CLASSES);
  }

  @Test
  void imagesAreReadInTheDataSetAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.rotavox.dataset..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.imageio..", "java.awt..", "com.github.jaiimageio..")
        .check(CLASSES);
  }

  @Test
  void socketsAreOpenedInTheUpperLayerAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.rotavox.upperlayer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.net..", "jdk.net..")
        .check(CLASSES);
  }

  @Test
  void filesAreReadWithoutALog() {
    noClasses()
        .that()
        .resideInAnyPackage("org.rotavox.dataset..", "org.rotavox.dicom")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
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
  void thePlanNamesEveryPackageThatExists() {
    assertThat(
            CLASSES.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(packages().toList());
  }

  private static Stream<String> packages() {
    return FLOORS.stream().flatMap(List::stream);
  }

  /** The packages on the same floor and above. */
  private static String[] closedTo(String name) {
    int floor = 0;
    while (!FLOORS.get(floor).contains(name)) {
      floor++;
    }
    return FLOORS.subList(floor, FLOORS.size()).stream()
        .flatMap(List::stream)
        .filter(other -> !other.equals(name))
        .map(other -> ROOT + other)
        .toArray(String[]::new);
  }
}
