package org.rotavox.notify;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Tells a web server by POST of a JSON text; every 2xx answer means that it was taken. Nothing but
 * the status is read of an answer, and one time limit is over the whole exchange.
 */
final class Webhook implements Channel {

  private final WebhookSettings settings;
  private final HttpClient client;
  private final WholeExchange exchange;

  Webhook(WebhookSettings settings) {
    this.settings = settings;
    this.client = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    this.exchange = new WholeExchange("webhook-" + settings.name(), settings.timeout());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Set<Occasion> occasions() {
    return settings.occasions();
  }

  @Override
  public void tell(Notice notice) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.timeout())
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(notice.fill(settings.body(), Webhook::json)))
            .build();
    exchange.run(() -> post(request));
  }

  private void post(HttpRequest request) throws IOException {
    try {
      HttpResponse<Boolean> answer = client.send(request, head -> new NoBody());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException("the server answered " + answer.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends the answer behind its header, however much more would come. */
  private static final class NoBody implements HttpResponse.BodySubscriber<Boolean> {

    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    @Override
    public CompletionStage<Boolean> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      done.complete(true);
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> part) {}

    @Override
    public void onError(Throwable fault) {
      done.complete(true);
    }

    @Override
    public void onComplete() {
      done.complete(true);
    }
  }

  /** Makes a text fit to stand inside a JSON string. */
  private static String json(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
