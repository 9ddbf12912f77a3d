package org.rotavox.recon;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The floor plan of the reconstruction library as a test. */
class ReconArchitectureTest {

  private static final String ROOT = "org.rotavox.";

  /** Index = floor: a package imports only from floors below it. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("geometry"),
          List.of("recon"),
          List.of("recon.orbit"),
          List.of("phantom", "recon.detector"),
          List.of("recon.chain", "recon.engine"),
          // an algorithm knows no engine, an engine no algorithm
          List.of("recon.fdk", "recon.iterative", "recon.cpu", "recon.opencl"),
          List.of("recon.estimate"),
          List.of("recon.algorithm"));

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
            "jdk.incubator.vector..",
            "sun.misc..",
            "com.sun.management..",
            "org.jspecify..",
            "org.jocl..",
            "org.jtransforms..",
            "pl.edu.icm..",
            "org.rotavox..")
        .check(CLASSES);
  }

  @Test
  void openClIsUsedInItsPackageAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.rotavox.recon.opencl")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jocl..")
        .check(CLASSES);
  }

  @Test
  void theFourierTransformIsUsedWhereProjectionsAreFiltered() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.rotavox.recon.fdk")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jtransforms..", "pl.edu.icm..")
        .check(CLASSES);
  }

  @Test
  void theVectorApiIsUsedInTheCpuEngineAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.rotavox.recon.cpu")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jdk.incubator..")
        .check(CLASSES);
  }

  @Test
  void geometryUsesTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("org.rotavox.geometry")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "org.rotavox.geometry")
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
        .check(CLASSES);
  }

  @Test
  void threadsAreMadeInTwoPlaces() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.rotavox.recon.Workers")
        // reads the output of a child process
        .and()
        .doNotHaveFullyQualifiedName("org.rotavox.recon.opencl.DeviceScout")
        .should()
        .callConstructorWhere(target(owner(assignableTo(Thread.class))).as("a thread is made"))
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
