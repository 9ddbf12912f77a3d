package org.rotavox.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.store.StoreFixture;

/** Notices over real HTTP and real SMTP, with a real ledger. */
class NotificationsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Failure FAILURE =
      new Failure(Failure.Kind.INPUT, "the angles span \"96\" degrees");

  private final ConcurrentLinkedQueue<String> posted = new ConcurrentLinkedQueue<>();
  @TempDir private Path folder;
  private StoreFixture node;
  private HttpServer web;
  private volatile int answer = 204;

  @BeforeEach
  void start() throws IOException {
    node = new StoreFixture(folder);
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (answer == 204) {
            posted.add(body);
          }
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void stop() throws IOException {
    web.stop(0);
    node.close();
  }

  private Notifier webhook(Occasion... occasions) {
    return new Notifier(
        new Webhook(
            new WebhookSettings(
                "hook",
                URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/hook"),
                Set.of(occasions),
                WebhookSettings.DEFAULT_BODY,
                TIMEOUT)),
        "NODE",
        node.ledger(),
        node.clock,
        node.clock);
  }

  @Test
  void aWebhookIsToldOfWhatItAskedForWithoutPatientData() throws IOException {
    Notifier notifier = webhook(Occasion.FAILED);
    ReconstructionJob failed = fail("1.1");
    done("1.2");
    notifier.tick();
    assertThat(posted)
        .singleElement()
        .asString()
        .contains("\"event\":\"failed\"", "\"job\":\"" + failed.id() + "\"", "\"node\":\"NODE\"")
        .contains("the angles span \\\"96\\\" degrees")
        .doesNotContain(failed.study().value());
    notifier.tick();
    assertThat(posted).as("told once").hasSize(1);
  }

  @Test
  void doneAndHeldAreToldToo() throws IOException {
    Notifier notifier = webhook(Occasion.DONE, Occasion.HELD);
    done("1.1");
    node.ledger().orders().holdJob(node.job("1.2"));
    notifier.tick();
    assertThat(posted).hasSize(2);
    assertThat(posted.poll()).contains("\"event\":\"done\"");
    assertThat(posted.poll()).contains("\"event\":\"held\"");
  }

  @Test
  void whatHappenedBeforeTheChannelExistedIsNotTold() throws IOException {
    fail("1.1");
    webhook(Occasion.FAILED).tick();
    assertThat(posted).isEmpty();
  }

  @Test
  void aServerThatWasDownIsToldAfterARestart() throws IOException {
    answer = 503;
    Notifier notifier = webhook(Occasion.FAILED);
    fail("1.1");
    notifier.tick();
    assertThat(posted).isEmpty();
    node.restart();
    answer = 204;
    webhook(Occasion.FAILED).tick();
    assertThat(posted).hasSize(1);
  }

  @Test
  void aServerThatIsDownIsNotAskedAgainAtOnce() throws IOException {
    Notifier notifier = webhook(Occasion.FAILED);
    answer = 503;
    fail("1.1");
    notifier.tick();
    answer = 204;
    notifier.tick();
    assertThat(posted).isEmpty();
    node.clock.move(Duration.ofSeconds(11));
    notifier.tick();
    assertThat(posted).hasSize(1);
  }

  @Test
  void aNoticeThatCannotBeToldForADayDoesNotStandBeforeOthers() throws IOException {
    Notifier notifier = webhook(Occasion.FAILED);
    answer = 503;
    fail("1.1");
    node.clock.move(Duration.ofDays(2));
    notifier.tick();
    answer = 204;
    fail("1.2");
    notifier.tick();
    assertThat(posted).hasSize(1);
  }

  @Test
  void mailReachesTheMailServerInWords() throws Exception {
    try (SmtpSink sink = new SmtpSink()) {
      MailSettings settings =
          new MailSettings(
              "admins",
              new MailSettings.Server(
                  "127.0.0.1",
                  sink.port(),
                  MailSettings.Security.NONE,
                  Optional.empty(),
                  "",
                  "",
                  "",
                  TIMEOUT),
              "rotavox@example.org",
              List.of("admin@example.org", "other@example.org"),
              EnumSet.allOf(Occasion.class),
              MailSettings.DEFAULT_SUBJECT,
              MailSettings.DEFAULT_BODY);
      Notifier notifier =
          new Notifier(new Mail(settings), "NODE", node.ledger(), node.clock, node.clock);
      ReconstructionJob job = fail("1.1");
      notifier.tick();
      Awaitility.await().until(() -> !sink.messages().isEmpty());
      assertThat(sink.messages().get(0))
          .contains("Subject: Rotavox NODE: failed, job " + job.id())
          .contains("To: admin@example.org, other@example.org")
          .contains("the angles span \"96\" degrees")
          .doesNotContain(job.study().value());
      assertThat(sink.recipients()).hasSize(2);
    }
  }

  private void done(String uid) throws IOException {
    node.job(uid);
    node.finish(node.ledger().claimNextJob("test", node.clock.instant()).orElseThrow().id(), 1);
  }

  private ReconstructionJob fail(String uid) throws IOException {
    node.job(uid);
    ReconstructionJob job = node.ledger().claimNextJob("test", node.clock.instant()).orElseThrow();
    node.ledger().jobFailed(job.claim(), FAILURE);
    return job;
  }
}
