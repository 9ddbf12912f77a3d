package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.it.InteroperabilityMatrix.Column;

/**
 * The packaged program with DCMTK and Orthanc, in both roles, in every transfer syntax that an
 * object can be had in: one test for each cell of the table that is printed at the end. An object
 * passes if it arrives in the transfer syntax that it left in, with the same attributes and pixels.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteroperabilityIT {

  private static final String ECHO = "C-ECHO";

  private final InteroperabilityMatrix matrix = new InteroperabilityMatrix();
  private final List<AutoCloseable> peers = new ArrayList<>();
  private final Path folder;
  private List<SyntaxSample> samples;
  private Orthanc orthanc;
  private NodeProcess node;
  private int storescpPort;

  InteroperabilityIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  void startPeers() throws Exception {
    samples = SyntaxSample.make(folder.resolve("samples"));
    orthanc = Orthanc.start(folder.resolve("orthanc"));
    peers.add(orthanc);
    node = NodeProcess.startReceivingOnly(folder, orthanc.dicomPort());
    peers.add(node);
    orthanc.knows("ROTAVOX", "ROTAVOX", node.port());
    startStorescp();
  }

  /** With a profile of its own: {@code +xa} leaves JPEG Lossless process 14 out. */
  private void startStorescp() throws IOException {
    storescpPort = Ports.free();
    Files.createDirectories(folder.resolve("storescp"));
    Path profile = folder.resolve("storescp.cfg");
    Files.writeString(profile, SyntaxSample.dcmtkProfile(samples));
    PeerProcess storescp =
        PeerProcess.start(
            folder.resolve("storescp"),
            folder.resolve("storescp.log"),
            "storescp",
            "+B",
            "-xf",
            profile.toString(),
            "Default",
            Integer.toString(storescpPort));
    peers.add(storescp);
    Ports.awaitListening(storescpPort, storescp);
  }

  @AfterAll
  void stopAndPrint() throws Exception {
    for (AutoCloseable peer : peers) {
      peer.close();
    }
    System.out.println(matrix.toMarkdown());
  }

  @TestFactory
  Stream<DynamicTest> nodeKeepsWhatStorescuSends() throws Exception {
    DynamicTest echo =
        cell(
            ECHO,
            Column.FROM_STORESCU,
            () -> {
              run("echoscu", "-aec", "ROTAVOX", "127.0.0.1", port(node.port()));
              return "answered";
            });
    return Stream.concat(
        Stream.of(echo),
        copies("storescu")
            .map(
                sent ->
                    cell(
                        sent,
                        Column.FROM_STORESCU,
                        () -> {
                          storescu(sent);
                          return sent.compareWith(received(node.received(), sent), folder);
                        })));
  }

  /** DCMTK proposes this one transfer syntax only, so that it cannot evade into another. */
  private void storescu(SyntaxSample sent) throws Exception {
    Path profile = folder.resolve(sent.syntax().uid() + ".cfg");
    Files.writeString(profile, SyntaxSample.dcmtkProfile(List.of(sent)));
    run(
        "storescu",
        "-xf",
        profile.toString(),
        "Default",
        "-aec",
        "ROTAVOX",
        "127.0.0.1",
        port(node.port()),
        sent.file().toString());
  }

  @TestFactory
  Stream<DynamicTest> nodeKeepsWhatOrthancSends() throws Exception {
    DynamicTest echo =
        cell(
            ECHO,
            Column.FROM_ORTHANC,
            () -> {
              orthanc.post("/modalities/ROTAVOX/echo", "{}".getBytes(StandardCharsets.UTF_8));
              return "answered";
            });
    return Stream.concat(
        Stream.of(echo),
        copies("orthanc")
            .map(
                sent ->
                    cell(
                        sent,
                        Column.FROM_ORTHANC,
                        () -> {
                          String id = orthanc.upload(sent.file());
                          JsonNode answer =
                              orthanc.post(
                                  "/modalities/ROTAVOX/store", id.getBytes(StandardCharsets.UTF_8));
                          assertThat(answer.get("FailedInstancesCount").asInt())
                              .as("%s, node: %s", answer, node.log())
                              .isZero();
                          return sent.compareWith(received(node.received(), sent), folder);
                        })));
  }

  @TestFactory
  Stream<DynamicTest> storescpKeepsWhatWeSend() throws Exception {
    String storescp = "ANY-SCP@127.0.0.1:" + storescpPort;
    List<SyntaxSample> sent = copies("send-dcmtk").toList();
    PeerProcess.Output output = send(storescp, "send-dcmtk");
    return Stream.concat(
        Stream.of(echoTo(storescp, Column.TO_STORESCP)),
        sent.stream()
            .map(
                each ->
                    cell(
                        each,
                        Column.TO_STORESCP,
                        () -> {
                          assertThat(output.exitCode()).as(output.text()).isZero();
                          Path arrived = received(folder.resolve("storescp"), each);
                          return each.compareWith(arrived, folder);
                        })));
  }

  @TestFactory
  Stream<DynamicTest> orthancKeepsWhatWeSend() throws Exception {
    String pacs = "PACS@127.0.0.1:" + orthanc.dicomPort();
    List<SyntaxSample> sent = copies("send-orthanc").toList();
    PeerProcess.Output output = send(pacs, "send-orthanc");
    return Stream.concat(
        Stream.of(echoTo(pacs, Column.TO_ORTHANC)),
        sent.stream()
            .map(
                each ->
                    cell(
                        each,
                        Column.TO_ORTHANC,
                        () -> {
                          assertThat(output.exitCode()).as(output.text()).isZero();
                          Path arrived = Files.createTempFile(folder, "orthanc", ".dcm");
                          Files.write(arrived, orthanc.fileOf(each.instance()));
                          return each.compareWith(arrived, folder);
                        })));
  }

  private DynamicTest echoTo(String peer, Column column) {
    return cell(
        ECHO,
        column,
        () -> {
          PeerProcess.Output output = NodeProcess.run(folder, "echo", peer);
          assertThat(output.exitCode()).as(output.text()).isZero();
          return "answered";
        });
  }

  /** All objects of a folder over one association. */
  private PeerProcess.Output send(String peer, String copies) throws Exception {
    return NodeProcess.run(folder, "send", peer, folder.resolve(copies).toString());
  }

  private DynamicTest cell(SyntaxSample sample, Column column, InteroperabilityMatrix.Trip trip) {
    TransferSyntax syntax = sample.syntax();
    return cell("C-STORE, " + syntax.name() + " `" + syntax.uid() + "`", column, trip);
  }

  private DynamicTest cell(String row, Column column, InteroperabilityMatrix.Trip trip) {
    return DynamicTest.dynamicTest(
        row + ", " + column.title(), () -> matrix.fill(row, column, trip));
  }

  private Stream<SyntaxSample> copies(String name) throws IOException, InterruptedException {
    return SyntaxSample.renamed(samples, folder.resolve(name)).stream();
  }

  private void run(String... command) throws IOException, InterruptedException {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as("%s: %s", command[0], output.text()).isZero();
  }

  private static String port(int number) {
    return Integer.toString(number);
  }

  /** Returns the only file with the SOP Instance UID of this object. */
  private static Path received(Path folder, SyntaxSample sent) throws IOException {
    List<Path> found = new ArrayList<>();
    String instance = sent.instance();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (SyntaxSample.instanceOf(file).filter(instance::equals).isPresent()) {
          found.add(file);
        }
      }
    }
    assertThat(found).as("files of %s in %s", instance, folder).hasSize(1);
    return found.get(0);
  }
}
