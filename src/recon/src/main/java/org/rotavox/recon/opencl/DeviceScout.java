package org.rotavox.recon.opencl;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jocl.CL;

/**
 * Learns of the OpenCL devices of this machine from a short child process, so that a driver that
 * ends the process that asks it ends that one. Who computes with OpenCL opens the device in its own
 * process afterwards.
 */
public final class DeviceScout {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int MOST_BYTES = 1 << 20;
  private static final int SIGNALLED = 128;

  private final List<String> command;
  private final Duration longest;

  /** Makes a scout of this machine. */
  public DeviceScout() {
    this(ownCommand(), LONGEST);
  }

  /**
   * Makes one that asks another program.
   *
   * @param command prints a list as {@link DeviceListing} does
   * @param longest so long its output is waited for, and as long again its end
   */
  public DeviceScout(List<String> command, Duration longest) {
    this.command = List.copyOf(command);
    this.longest = longest;
  }

  /**
   * A device, by what is shown of it.
   *
   * @param description platform and name
   * @param kind what sort of device
   * @param computeUnits number of compute units
   * @param memoryBytes its global memory
   */
  public record Device(
      String description, OpenClDevice.Kind kind, int computeUnits, long memoryBytes) {}

  /**
   * What was found.
   *
   * @param devices GPUs first
   * @param pocl PoCL is installed
   * @param reason why there is no device; empty where there is one
   * @param death how the child ended that should have listed them; empty if it did
   */
  public record Found(List<Device> devices, boolean pocl, String reason, String death) {

    public Found {
      devices = List.copyOf(devices);
    }

    /** Returns true if there is a device that is no CPU. */
    public boolean hasAccelerator() {
      return devices.stream().anyMatch(device -> device.kind() != OpenClDevice.Kind.CPU);
    }
  }

  private static List<String> ownCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx128m",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:+SuppressFatalErrorMessage",
        "-cp",
        classPath(),
        DeviceListing.class.getName());
  }

  /** Where this program and JOCL were loaded from, which may be one archive. */
  private static String classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> part : List.of(DeviceListing.class, CL.class)) {
      try {
        places.add(
            Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException | RuntimeException e) {
        return System.getProperty("java.class.path", "");
      }
    }
    return String.join(File.pathSeparator, places);
  }

  /**
   * Looks for devices; never throws. Where there is no OpenCL library no process is started.
   *
   * @param withPocl PoCL is asked, too
   */
  public Found look(boolean withPocl) {
    if (!OpenClLibrary.mayBeThere()) {
      return new Found(List.of(), false, OpenCl.unavailableReason(), "");
    }
    List<String> whole = new ArrayList<>(command);
    if (withPocl) {
      whole.add(DeviceListing.WITH_POCL);
    }
    try {
      Process process =
          new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        process.getOutputStream().close();
        return read(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return dead("it cannot be started: " + e.getMessage());
    }
  }

  private Found read(Process process) {
    CompletableFuture<String> text =
        CompletableFuture.supplyAsync(
            () -> textOf(process.getInputStream()), DeviceScout::onThread);
    try {
      String list = text.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        return dead("it printed a list and did not end within " + longest.toSeconds() + " s");
      }
      return process.exitValue() == 0 ? parse(list) : dead(end(process.exitValue()));
    } catch (TimeoutException e) {
      return dead("it did not end within " + longest.toSeconds() + " s");
    } catch (ExecutionException e) {
      return dead("its list cannot be read: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return dead("the wait for it was interrupted");
    }
  }

  /** No pool: its threads may all be waiting. */
  private static void onThread(Runnable task) {
    Thread thread = new Thread(task, "opencl-devices");
    thread.setDaemon(true);
    thread.start();
  }

  private static String textOf(InputStream in) {
    try {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String end(int exitCode) {
    Optional<String> signal =
        switch (exitCode - SIGNALLED) {
          case 6 -> Optional.of("SIGABRT");
          case 7 -> Optional.of("SIGBUS");
          case 9 -> Optional.of("SIGKILL");
          case 11 -> Optional.of("SIGSEGV");
          default -> Optional.empty();
        };
    return "it ended"
        + signal.map(name -> " by " + name).orElse("")
        + " (exit code "
        + exitCode
        + "): a driver ends the processes that list its devices";
  }

  private static Found dead(String how) {
    String words = "the process that lists OpenCL devices: " + how;
    return new Found(List.of(), false, words, words);
  }

  private static Found parse(String list) {
    List<Device> devices = new ArrayList<>();
    boolean pocl = false;
    String reason = "";
    boolean whole = false;
    for (String line : list.lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals(DeviceListing.DEVICE) && fields.length == 5) {
        device(fields).ifPresent(devices::add);
      } else if (fields[0].equals(DeviceListing.REASON) && fields.length == 2) {
        reason = fields[1];
      } else if (line.equals(DeviceListing.POCL)) {
        pocl = true;
      }
      whole |= line.equals(DeviceListing.END);
    }
    return whole
        ? new Found(devices, pocl, reason, "")
        : dead("it printed something else than a list of devices");
  }

  private static Optional<Device> device(String[] fields) {
    try {
      return Optional.of(
          new Device(
              fields[4],
              OpenClDevice.Kind.valueOf(fields[1]),
              Integer.parseInt(fields[2]),
              Long.parseLong(fields[3])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
