package org.rotavox.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Orthanc that plays the PACS; its REST interface shows what arrived. */
final class Orthanc implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PeerProcess process;
  private final int dicomPort;
  private final int httpPort;
  private final HttpClient http = HttpClient.newHttpClient();

  private Orthanc(PeerProcess process, int dicomPort, int httpPort) {
    this.process = process;
    this.dicomPort = dicomPort;
    this.httpPort = httpPort;
  }

  /** Starts one with an empty store in this folder. */
  static Orthanc start(Path folder) throws IOException {
    int dicomPort = Ports.free();
    int httpPort = Ports.free();
    Files.createDirectories(folder);
    Path configuration = folder.resolve("orthanc.json");
    Files.writeString(
        configuration,
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("StorageDirectory", folder.resolve("storage").toString())
                .put("IndexDirectory", folder.resolve("index").toString())
                .put("HttpPort", httpPort)
                .put("DicomPort", dicomPort)
                .put("DicomAet", "PACS")
                .put("RemoteAccessAllowed", false)
                .put("AuthenticationEnabled", false)
                .put("DicomCheckCalledAet", false)
                .put("DicomAlwaysAllowStore", true)
                .put("UnknownSopClassAccepted", true)
                // the Java client does not repeat a POST whose idle connection was closed
                .put("KeepAlive", false)
                .set("Plugins", JSON.createArrayNode())));
    PeerProcess process =
        PeerProcess.start(
            folder, folder.resolve("orthanc.log"), "Orthanc", configuration.toString());
    Orthanc orthanc = new Orthanc(process, dicomPort, httpPort);
    Ports.awaitListening(dicomPort, process);
    Ports.awaitListening(httpPort, process);
    return orthanc;
  }

  /** Returns the port of its storage SCP, AE title PACS. */
  int dicomPort() {
    return dicomPort;
  }

  /** Returns the answer to a GET as JSON. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(bytes(path));
  }

  /** Makes a DICOM node known to it under this name. */
  void knows(String name, String aeTitle, int port) throws IOException, InterruptedException {
    String node =
        JSON.createObjectNode()
            .put("AET", aeTitle)
            .put("Host", "127.0.0.1")
            .put("Port", port)
            .toString();
    send("PUT", "/modalities/" + name, node.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the answer to a POST as JSON. */
  JsonNode post(String path, byte[] body) throws IOException, InterruptedException {
    return JSON.readTree(send("POST", path, body));
  }

  /** Puts a file into its store, not by DICOM, and returns its identifier there. */
  String upload(Path file) throws IOException, InterruptedException {
    return post("/instances", Files.readAllBytes(file)).get("ID").asText();
  }

  /** Returns the file of the instance with this SOP Instance UID. */
  byte[] fileOf(String sopInstanceUid) throws IOException, InterruptedException {
    return bytes(path(sopInstanceUid) + "/file");
  }

  /** Makes it lose the instance with this SOP Instance UID. */
  void delete(String sopInstanceUid) throws IOException, InterruptedException {
    send("DELETE", path(sopInstanceUid), new byte[0]);
  }

  private String path(String sopInstanceUid) throws IOException, InterruptedException {
    JsonNode found = post("/tools/lookup", sopInstanceUid.getBytes(StandardCharsets.UTF_8));
    if (found.isEmpty()) {
      throw new IOException("Orthanc does not hold the instance " + sopInstanceUid);
    }
    return found.get(0).get("Path").asText();
  }

  /** Returns the identifiers of the series that it holds. */
  List<String> series() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    get("/series").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** Returns how many instances it holds. */
  int instances() throws IOException, InterruptedException {
    return get("/statistics").get("CountInstances").asInt();
  }

  /** Writes every instance of a series into the folder and returns the files. */
  List<Path> fetchSeries(String id, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (JsonNode instance : get("/series/" + id + "/instances")) {
      Path file = folder.resolve(instance.get("ID").asText() + ".dcm");
      Files.write(file, bytes("/instances/" + instance.get("ID").asText() + "/file"));
      files.add(file);
    }
    return files;
  }

  private byte[] bytes(String path) throws IOException, InterruptedException {
    return send("GET", path, new byte[0]);
  }

  private byte[] send(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          "Orthanc answers " + response.statusCode() + " to " + method + " " + path);
    }
    return response.body();
  }

  /** Ends it at once: a stop takes it seconds, and nothing is read of it afterwards. */
  @Override
  public void close() {
    process.killNow();
  }
}
