package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.settings.EffectiveSetting;

/** What may be a secret in an address is in no text that people read. */
class SecretsTest {

  private static final List<String> USERS = List.of("", "SECRET@", "me:SECRET@", "SECRET:@", ":@");
  private static final List<String> PATHS =
      List.of("", "/", "/SECRET", "/services/T0/SECRET", "/a%20SECRET/", "//SECRET");
  private static final List<String> ENDS =
      List.of("", "?", "?SECRET", "?token=SECRET&x=1", "#SECRET", "?a=%2FSECRET#SECRET");
  private static final List<String> WRONG =
      List.of(
          "htp://me:SECRET@host/x",
          "https//me:SECRET@host",
          "https://me:SECRET@host:port/x",
          "https://me:SEC RET@host/SECRET",
          "https://host/{SECRET}",
          "mailto:SECRET",
          "SECRET",
          "https://me:SECRET@/x");

  @TempDir private Path folder;

  private Configuration.Loaded load(String url) throws IOException, ConfigurationFaults {
    for (String name : List.of("rules.yaml", "protocols.yaml")) {
      Files.copy(
          Path.of("config", name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(
        folder.resolve("rotavox.yaml"),
        """
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: 104}
        notifications:
          webhooks: [{name: hook, url: '%s'}]
          mails:
            - {name: mail, host: mx, user: me, userPassword: SECRET, from: a@b, to: c@d}
        """
            .formatted(url));
    return Configuration.load(folder, Map.of());
  }

  @Test
  void noAddressShowsMoreThanItsHost() throws Exception {
    int tried = 0;
    for (String user : USERS) {
      for (String path : PATHS) {
        for (String end : ENDS) {
          Configuration.Loaded loaded =
              load("https://" + user + "hooks.example.org:8443" + path + end);
          String url =
              loaded.effective().stream()
                  .filter(each -> each.path().equals("notifications.webhooks.hook.url"))
                  .map(EffectiveSetting::value)
                  .findFirst()
                  .orElseThrow();
          assertThat(url).startsWith("https://").contains("hooks.example.org:8443");
          assertThat(loaded.effective().toString()).doesNotContain("SECRET");
          assertThat(loaded.settings().notifications().toString()).doesNotContain("SECRET");
          tried++;
        }
      }
    }
    assertThat(tried).isEqualTo(180);
  }

  @Test
  void aWrongAddressIsRefusedWithoutItsSecret() {
    for (String url : WRONG) {
      assertThat(messages(url))
          .as(url)
          .contains("notifications.webhooks.hook.url")
          .doesNotContain("SECRET", "SEC RET");
    }
  }

  private String messages(String url) {
    try {
      return load(url).effective().toString();
    } catch (ConfigurationFaults faults) {
      return faults.faults().toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
