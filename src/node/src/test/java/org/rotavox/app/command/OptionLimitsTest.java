package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** Every number on every command line has limits, and a wrong one is answered in one line. */
class OptionLimitsTest {

  private static final Set<Class<?>> NUMERIC =
      Set.of(
          int.class,
          long.class,
          double.class,
          float.class,
          Integer.class,
          Long.class,
          Double.class,
          Float.class,
          Duration.class);

  /** Where 0 says something. */
  private static final Set<String> ZERO_MEANS =
      Set.of("--threads", "--memory", "--photons", "--start", "--tilt", "--seed", "--arc");

  private static final Set<String> BELOW_ZERO_MEANS =
      Set.of("--start", "--tilt", "--arc", "--seed");

  private static CommandLine root() {
    return RootCommand.commandLine(
        new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
  }

  private record Numeric(List<String> command, ArgSpec argument) {

    boolean isIn(Set<String> names) {
      return argument instanceof OptionSpec option && names.contains(option.longestName());
    }

    String[] with(String value) {
      List<String> all = new ArrayList<>(command);
      if (argument instanceof OptionSpec option) {
        all.add(option.longestName());
      }
      all.add(value);
      return all.toArray(String[]::new);
    }

    String name() {
      return String.join(" ", command)
          + " "
          + (argument instanceof OptionSpec option
              ? option.longestName()
              : ((PositionalParamSpec) argument).paramLabel());
    }
  }

  private static List<Numeric> numbers() {
    List<Numeric> found = new ArrayList<>();
    collect(root(), List.of(), found);
    return found;
  }

  private static void collect(CommandLine line, List<String> path, List<Numeric> found) {
    CommandSpec spec = line.getCommandSpec();
    for (ArgSpec argument : spec.args()) {
      boolean many = argument.auxiliaryTypes().length > 0 && argument.isMultiValue();
      if (NUMERIC.contains(many ? argument.auxiliaryTypes()[0] : argument.type())) {
        found.add(new Numeric(path, argument));
      }
    }
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(sub, longer, found);
            });
  }

  @Test
  void theWalkSeesNumbersOfAllKinds() {
    assertThat(numbers().stream().map(Numeric::name))
        .contains(
            "reconstruct --matrix",
            "reconstruct --voxel",
            "bench recon --memory",
            "echo --timeout",
            "jobs watch --interval",
            "jobs show JOB",
            "jobs pause NUMBER",
            "rules replay --since",
            "simulate --seed")
        .hasSizeGreaterThan(30);
  }

  @TestFactory
  Stream<DynamicTest> aWrongNumberIsAnsweredInOneLine() {
    return numbers().stream()
        .map(number -> DynamicTest.dynamicTest(number.name(), () -> isAnsweredInOneLine(number)));
  }

  private static void isAnsweredInOneLine(Numeric number) {
    List<String> wrong =
        new ArrayList<>(
            List.of("NaN", "Infinity", "1e308", "1e999999999", "", " ", "many", "3 apples", "5,5"));
    wrong.add("9".repeat(400));
    wrong.add("1\n2");
    if (!number.isIn(ZERO_MEANS)) {
      wrong.add("0");
    }
    for (String value : wrong) {
      isRefused(number, value);
    }
    if (number.argument() instanceof OptionSpec && !number.isIn(BELOW_ZERO_MEANS)) {
      isRefused(number, "-1");
      isRefused(number, "-3.5");
    }
  }

  private static void isRefused(Numeric number, String value) {
    CommandRun run = CommandRun.of(number.with(value));
    assertThat(run.exitCode()).as("%s = %s: %s", number.name(), value, run.err()).isEqualTo(2);
    assertThat(run.out()).as(value).isEmpty();
    assertThat(run.errLines()).as(value).hasSizeLessThanOrEqualTo(2);
    assertThat(run.errLines().get(0))
        .as(value)
        .hasSizeLessThan(260)
        .contains("must be")
        .doesNotContain("bug", "Exception");
    assertThat(run.err()).contains("see rotavox " + String.join(" ", number.command()) + " --help");
  }

  @TestFactory
  Stream<DynamicTest> theDefaultOfANumberIsWithinItsLimits() {
    return numbers().stream()
        .filter(number -> number.argument().defaultValue() != null)
        .map(
            number ->
                DynamicTest.dynamicTest(
                    number.name(), () -> isTaken(number, number.argument().defaultValue())));
  }

  private static void isTaken(Numeric number, String value) {
    try {
      root().parseArgs(number.with(value));
    } catch (ParameterException e) {
      assertThat(e).as(value).isInstanceOf(CommandLine.MissingParameterException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reconstruct, --matrix, 256",
    "reconstruct, --matrix, +256",
    "reconstruct, --matrix, auto",
    "reconstruct, --voxel, 0.8",
    "reconstruct, --voxel, .8",
    "reconstruct, --voxel, 8e-1",
    "reconstruct, --voxel, 0.8 mm",
    "reconstruct, --voxel, 0.8mm",
    "reconstruct, --voxel, auto",
    "echo, --timeout, 30",
    "echo, --timeout, 30 s",
    "echo, --timeout, 2 min",
    "send, --timeout, 500 ms",
    "simulate, --arc, -200",
    "simulate, --arc, 200.5",
    "simulate, --arc, 200°",
    "simulate, --start, -95 deg",
    "simulate, --pixel, 1.6 mm",
    "simulate, --pixel, auto",
    "simulate, --sid, 1200 mm",
    "simulate, --seed, -9223372036854775808",
    "simulate, --photons, 0",
    "simulate, --photons, 4e4",
  })
  void numbersAreTakenAsInTheConfigurationAndAsBefore(String command, String option, String value) {
    isTaken(new Numeric(List.of(command), option(command(command), option)), value);
  }

  @ParameterizedTest
  @CsvSource({"4096, 4294967296", "4 GiB, 4294967296", "4 GB, 4000000000", "0, 0", "none, 0"})
  void memoryIsASize(String written, long bytes) {
    CommandLine line = root();
    line.parseArgs("bench", "recon", "--memory", written);
    CommandLine recon = sub(sub(line, "bench"), "recon");
    Long memory = option(recon, "--memory").getValue();
    assertThat(memory).isEqualTo(bytes);
  }

  private static CommandLine command(String name) {
    return sub(root(), name);
  }

  private static CommandLine sub(CommandLine line, String name) {
    return Optional.ofNullable(line.getSubcommands().get(name)).orElseThrow();
  }

  private static OptionSpec option(CommandLine line, String name) {
    return line.getCommandSpec().findOption(name);
  }

  @Test
  void limitsAreThoseOfTheConfigurationAndAreSaid() {
    assertThat(CommandRun.of("reconstruct", "x", "-o", "y", "--matrix", "5000").errLines())
        .containsExactly(
            "--matrix must be a whole number from 1 to 2048, or auto; got" + " \"5000\"",
            "see rotavox reconstruct --help");
    assertThat(CommandRun.of("reconstruct", "x", "-o", "y", "--voxel", "0.001").errLines().get(0))
        .isEqualTo("--voxel must be a number from 0.01 to 20 mm, or auto; got" + " \"0.001\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --confg x",
        "nonsense",
        "jobs nonsense",
        "jobs pause",
        "jobs pause 1 --queue",
        "reconstruct",
        "reconstruct in",
        "reconstruct nosuchfile -o nosuchfolder",
        "reconstruct in -o out --engine fpga",
        "reconstruct in -o out --outputs ct,hologram",
        "inspect",
        "inspect nosuchfile",
        "inspect --frames",
        "simulate out.dcm --phantom cat",
        "simulate out.dcm --object xb",
        "simulate out.dcm --sid 500 --sod 600",
        "simulate out.dcm --columns 65535 --rows 65535",
        "simulate a b",
        "echo PACS",
        "echo PACS@host:99999",
        "echo PACS@host:104 --calling 12345678901234567",
        "echo PACS@host:104 --key-store k",
        "send PACS@host:104",
        "send PACS@host:104 nosuchfile",
        "pull",
        "pull --from PACS",
        "pull --from PACS --study x.y",
        "pull --from PACS --patient P --date 20261301",
        "pull --from PACS --patient P --date 20260302-20260301",
        "rules replay --since 5",
        "rules explain",
        "bench recon --engine",
        "demo --preview",
        "status --nonsense",
        "backup a b"
      })
  void everyWrongArgumentIsAnsweredInOneLine(String typed) {
    CommandRun run = CommandRun.of(typed.split(" "));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSizeBetween(1, 2);
    assertThat(run.errLines().get(0)).isNotBlank().doesNotContain("bug", "Exception");
    if (run.errLines().size() == 2) {
      assertThat(run.errLines().get(1)).startsWith("see rotavox").endsWith("--help");
    }
  }

  @Test
  void theNearestNameIsOfferedInTheSameLine() {
    assertThat(CommandRun.of("serve", "--confg", "x").errLines().get(0)).contains("--config");
    assertThat(CommandRun.of("recontruct", "x").errLines().get(0)).contains("reconstruct");
  }

  @Test
  void anEmptyPathIsNoPath() {
    assertThatThrownBy(() -> root().parseArgs("demo", "--keep", ""))
        .isInstanceOf(ParameterException.class);
    assertThat(CommandRun.of("inspect", "").exitCode()).isEqualTo(2);
  }
}
