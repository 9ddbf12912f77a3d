package org.rotavox;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every method is called by somebody: by the product, by a test, or from outside by its name. */
class DeadCodeTest {

  private static final List<Path> CLASSES =
      Stream.of("src/dicom", "src/recon", "src/node", "integration-tests")
          .flatMap(
              module ->
                  Stream.of(
                      Path.of(module, "target", "classes"),
                      Path.of(module, "target", "test-classes")))
          .toList();

  /** Called by name or by code that is compiled elsewhere. */
  private static final Set<String> FROM_OUTSIDE =
      Set.of(
          // handed to the JVM by its name, since the Vector API changes between releases
          "org.rotavox.recon.cpu.VectorWalk.rearranged");

  @Test
  void everyMethodHasACaller() {
    List<String> dead =
        new ClassFileImporter()
            .importPaths(CLASSES).stream()
                .filter(DeadCodeTest::isOfTheProduct)
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !hasCaller(method))
                .filter(method -> !isCalledByTheLanguage(method) && !overrides(method))
                .map(method -> method.getOwner().getName() + "." + method.getName())
                .filter(name -> !FROM_OUTSIDE.contains(name))
                .sorted()
                .toList();
    assertThat(dead).isEmpty();
  }

  private static boolean isOfTheProduct(JavaClass type) {
    URI place = type.getSource().orElseThrow().getUri();
    return place.getPath().contains("/target/classes/");
  }

  private static boolean hasCaller(JavaMethod method) {
    return !method.getReferencesToSelf().isEmpty()
        || method.getAccessesToSelf().stream()
            .anyMatch(access -> !access.getOrigin().equals(method));
  }

  private static boolean isCalledByTheLanguage(JavaMethod method) {
    JavaClass owner = method.getOwner();
    boolean noParameters = method.getRawParameterTypes().isEmpty();
    return method.getModifiers().contains(JavaModifier.SYNTHETIC)
        || method.getName().contains("$")
        || method.getName().equals("main")
        || (owner.isEnum() && Set.of("values", "valueOf").contains(method.getName()))
        || (owner.isRecord() && noParameters && owner.tryGetField(method.getName()).isPresent())
        || method.getAnnotations().stream()
            .anyMatch(each -> each.getRawType().getPackageName().startsWith("picocli"));
  }

  private static boolean overrides(JavaMethod method) {
    Set<JavaClass> above = new HashSet<>(method.getOwner().getAllRawSuperclasses());
    above.addAll(method.getOwner().getAllRawInterfaces());
    return above.stream().anyMatch(type -> declares(type, method));
  }

  private static boolean declares(JavaClass type, JavaMethod method) {
    int parameters = method.getRawParameterTypes().size();
    return isOfTheProject(type)
        ? type.getMethods().stream()
            .anyMatch(
                each ->
                    each.getName().equals(method.getName())
                        && each.getRawParameterTypes().size() == parameters)
        : declaredOutside(type)
            .anyMatch(
                each ->
                    each.getName().equals(method.getName())
                        && each.getParameterCount() == parameters);
  }

  private static boolean isOfTheProject(JavaClass type) {
    return type.getPackageName().startsWith("org.rotavox");
  }

  private static Stream<java.lang.reflect.Method> declaredOutside(JavaClass type) {
    return Arrays.stream(type.reflect().getDeclaredMethods());
  }
}
