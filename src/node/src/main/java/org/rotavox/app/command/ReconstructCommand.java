package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.app.node.BuiltInSettings;
import org.rotavox.app.node.Product;
import org.rotavox.config.Configuration;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.config.NodeSettings;
import org.rotavox.dataset.SopClass;
import org.rotavox.dicom.Uid;
import org.rotavox.recon.CostReport;
import org.rotavox.recon.Engine;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.VolumeSize;
import org.rotavox.reconstruction.EngineSettings;
import org.rotavox.reconstruction.Engines;
import org.rotavox.reconstruction.ProtocolOutputs;
import org.rotavox.reconstruction.ResultOptions;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.reconstruction.RunOrder;
import org.rotavox.reconstruction.RunOutcome;
import org.rotavox.reconstruction.SeriesReconstruction;
import org.rotavox.result.OutputKind;
import org.rotavox.result.Preview;
import org.rotavox.result.ResultFile;
import org.rotavox.result.picture.Lettering;
import org.rotavox.result.surface.SurfaceSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a CT series of a run that lies in files; no network. */
@Command(
    name = "reconstruct",
    mixinStandardHelpOptions = true,
    header = "Make a CT series of a run, without any network.",
    description = {
      "Finds the one rotational run (a multi-frame object, or the single "
          + "frames of one) among the files, reconstructs it exactly as the node "
          + "does, and writes the CT series and preview.png into a folder. The "
          + "same input gives the same files. Other objects (--outputs) and files "
          + "for printing and research (--stl, --nifti, --nrrd) on demand.",
      "%nExit code 0 only if the series was written."
    })
final class ReconstructCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "IN",
      description = "Files of one run, or the folder, DICOMDIR or ZIP that holds it.")
  private List<Path> files = List.of();

  @Option(
      names = "--series",
      paramLabel = "UID",
      description =
          "Which run, where IN holds several: its Series Instance UID, or the SOP Instance UID of"
              + " its object.")
  private String series = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "Folder for the series; made if it is not there, must be empty.")
  private Path output = Path.of("volume");

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Configuration folder for protocols and stations. Default: the built-in one.")
  private @Nullable Path config;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "head-3dra",
      description = "Reconstruction protocol. Default: ${DEFAULT-VALUE}.")
  private String protocolName = "head-3dra";

  @Option(
      names = "--matrix",
      converter = NumberOption.Matrix.class,
      paramLabel = "N",
      description = "Voxels along each axis, 1 to 2048, or auto. Default: as the protocol says.")
  private @Nullable Integer matrix;

  @Option(
      names = "--voxel",
      converter = NumberOption.Voxel.class,
      paramLabel = "MM",
      description = "Edge of a voxel, 0.01 mm to 20 mm, or auto. Default: as the protocol says.")
  private @Nullable Double voxelMm;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "auto, cpu or opencl. Default: what the protocol asks for, else engine.device of the"
              + " configuration.")
  private @Nullable Engine engine;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write time and memory, in the form of `bench recon --json`.")
  private @Nullable Path costs;

  @Option(
      names = "--provenance",
      paramLabel = "FILE",
      description = "Also write every step with its parameters, in order, as JSON.")
  private @Nullable Path provenance;

  @Option(
      names = "--outputs",
      paramLabel = "KIND",
      split = ",",
      converter = ResearchFiles.KindConverter.class,
      description =
          "DICOM objects to write: ct, xray3d, enhanced-ct, mip, stl. Default: what the protocol"
              + " makes.")
  private List<OutputKind> outputs = List.of();

  @Mixin private ResearchFiles researchFiles = new ResearchFiles();

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    if (!series.isEmpty() && !Uid.isValid(series)) {
      throw new WrongArgumentException("--series is no UID");
    }
    Setup setup = setup();
    try (InputFiles input = InputFiles.of(files)) {
      checkOutputs(input);
      PrintWriter err = spec.commandLine().getErr();
      RunChoice.Outcome choice =
          new RunChoice(new RunReader(setup.acquisition()), input)
              .choose(RunGroups.of(input.files()), series, out, err, spec.qualifiedName());
      return choice.run().isEmpty() ? choice.exitCode() : reconstruct(choice.run(), setup, out);
    }
  }

  private void checkOutputs(InputFiles input) throws IOException {
    OutputPath outputPaths = new OutputPath();
    outputPaths.keep(input.files());
    outputPaths.emptyFolder("--output", output);
    outputPaths.file("--report", costs);
    outputPaths.file("--provenance", provenance);
    researchFiles.check(outputPaths);
  }

  private int reconstruct(List<Path> run, Setup setup, PrintWriter out) throws Exception {
    Files.createDirectories(output);
    Engines engines = Engines.open(setup.engine());
    try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
      RunOrder order = order(run, setup);
      SeriesReconstruction way =
          new SeriesReconstruction(new RunReader(setup.acquisition()), engines, Product.version());
      double cpuBefore = CostReport.processCpuSeconds();
      RunOutcome outcome = way.reconstruct(order, output, progress);
      double cpuSeconds = CostReport.processCpuSeconds() - cpuBefore;
      progress.endLine();
      if (costs != null && outcome instanceof RunOutcome.Written written) {
        writeCosts(
            costs,
            written.reconstruction(),
            engines.forProtocol(order.protocol()).roofline(),
            cpuSeconds);
      }
      if (provenance != null && outcome instanceof RunOutcome.Written written) {
        OutputPath.makeFolderOf(provenance);
        Files.writeString(
            provenance,
            ProvenanceJson.of(written.reconstruction().provenance()) + System.lineSeparator());
      }
      return report(out, outcome, setup.outputs().surface());
    }
  }

  private static void writeCosts(
      Path file, Reconstruction done, Roofline roofline, double cpuSeconds) throws IOException {
    CostReport report = CostReport.of(done, roofline, cpuSeconds);
    OutputPath.makeFolderOf(file);
    Files.writeString(file, BenchCommand.json(report) + System.lineSeparator());
  }

  private record Setup(
      EngineSettings engine,
      ReconstructionProtocol protocol,
      AcquisitionSettings acquisition,
      ProtocolOutputs outputs,
      ResultSettings results) {}

  private Setup setup() throws ConfigurationFaults, IOException {
    NodeSettings settings = config == null ? BuiltInSettings.load() : Configuration.load(config);
    Map<String, ReconstructionProtocol> protocols = settings.protocols();
    ReconstructionProtocol protocol = protocols.get(protocolName);
    if (protocol == null) {
      throw new WrongArgumentException(
          "no protocol \""
              + protocolName
              + "\"; there are "
              + String.join(", ", protocols.keySet()));
    }
    if (matrix != null || voxelMm != null) {
      protocol =
          protocol.withVolume(
              new VolumeSize(matrix == null ? 0 : matrix, voxelMm == null ? 0.0 : voxelMm));
    }
    ProtocolOutputs made =
        settings.results().protocols().getOrDefault(protocolName, ProtocolOutputs.DEFAULT);
    EngineSettings engines = settings.engine();
    if (engine != null) {
      engines = new EngineSettings(engine, engines.openClDevice(), engines.cpuThreads());
      protocol = protocol.withEngine(engine);
    }
    return new Setup(engines, protocol, settings.acquisition(), made, settings.results());
  }

  private RunOrder order(List<Path> run, Setup setup) throws IOException {
    ResultSettings results = setup.results();
    return new RunOrder(
        SourceFile.of(run),
        Optional.empty(),
        setup.protocol(),
        RunIdentity.of(run, setup.protocol()),
        results.seriesDescription(),
        RunOrder.DEFAULT_SERIES_NUMBER_OFFSET,
        "",
        "",
        new ResultOptions(
            outputs.isEmpty() ? setup.outputs().kinds() : Set.copyOf(outputs),
            setup.outputs().surface(),
            results.stationName(),
            results.imageComments(),
            Optional.empty()));
  }

  private int report(PrintWriter out, RunOutcome outcome, SurfaceSettings surface)
      throws IOException {
    if (outcome instanceof RunOutcome.NotWritten notWritten) {
      out.println("Not reconstructed: " + notWritten.failure().message());
      return ExitCode.FAILED;
    }
    RunOutcome.Written written = (RunOutcome.Written) outcome;
    Path preview = output.resolve("preview.png");
    boolean drawn = Lettering.trouble().isEmpty();
    if (drawn) {
      Preview.writePng(written.reconstruction().volume(), preview);
    } else {
      out.println("warning: no preview: " + Lettering.trouble().orElse(""));
    }
    written.reading().notes().forEach(note -> out.println("  " + note));
    for (StageTime stage : written.reconstruction().stages()) {
      out.printf(Locale.ROOT, "  %-24s %7.2f s%n", stage.stage(), stage.seconds());
    }
    written.warnings().forEach(warning -> out.println("warning: " + warning));
    out.printf(
        Locale.ROOT,
        "%s%s in %s, on %s%n",
        objects(written.files()),
        drawn ? " and " + preview.getFileName() : "",
        output,
        written.reconstruction().engine());
    return researchFiles.write(written.reconstruction().volume(), surface, out)
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private static String objects(List<ResultFile> files) {
    long slices =
        files.stream().filter(file -> file.sopClass().equals(SopClass.CT_IMAGE_STORAGE)).count();
    long others = files.size() - slices;
    String text = slices == 0 ? "" : slices + " slices";
    String more = others == 0 ? "" : others + (others == 1 ? " other object" : " other objects");
    return text.isEmpty() || more.isEmpty() ? text + more : text + ", " + more;
  }
}
