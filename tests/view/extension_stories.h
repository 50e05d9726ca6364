#pragma once
// Stories that use every extension of POP3, and every policy of a site: for tests that each of them
// is explained.
#include <functional>
#include <string>
#include <vector>

#include "tests/support/story.h"

namespace popscope::test {

struct ExtensionStory {
  Story story;
  std::function<void(lesson::Scenario&)> change;
};

inline void with_extensions(lesson::Scenario& scenario) {
  using sim::sasl::Mechanism;
  sim::pop3::Offers& offers = scenario.server.offers;
  offers.stls = offers.utf8 = offers.lang = true;
  offers.mechanisms = {Mechanism::plain, Mechanism::cram_md5};
  scenario.server.policies.failed_logins_max = 4;
}

// STLS, and half a latency later a line in plain text.
inline Story plain_text_behind_stls() {
  return {
      connect(),
      entry(lesson::TogetherAct{
          {{send({"STLS"})}, {entry(lesson::WaitAct{sim::milliseconds(30)}), send({"NOOP"})}}})};
}

inline std::vector<ExtensionStory> extension_stories() {
  const std::string plain = "AUTH PLAIN AHNhcmFoAHNlY3JldA==";  // NUL sarah NUL secret
  std::vector<ExtensionStory> stories;
  const auto add = [&](Story story, const std::function<void(lesson::Scenario&)>& change = {}) {
    stories.push_back({std::move(story), [change](lesson::Scenario& scenario) {
                         with_extensions(scenario);
                         if (change) change(scenario);
                       }});
  };
  const auto said = [](std::vector<std::string> lines) {
    return Story{connect(), send(std::move(lines))};
  };
  add(said({"CAPA", "LANG", "LANG en", "LANG tlh", "UTF8", "STLS", "AUTH", "AUTH CRAM-MD5", "*",
            "AUTH PLAIN", "!", "AUTH X-NONE", plain, "QUIT"}));
  add(said({"STLS", "CAPA", "STLS", plain, "LANG"}));
  add(said({"USER sarah", "PASS no", "USER sarah", "PASS no", "USER sarah", "PASS no", "USER sarah",
            "PASS no"}));
  add(said({"USER sarah", "PASS secret", plain, "STLS", plain}),
      [](lesson::Scenario& s) { s.server.policies.needs_tls = true; });
  add(said({plain}), [](lesson::Scenario& s) { s.people.front().pop3 = false; });
  add(said({"USER sarah", "PASS secret"}),
      [](lesson::Scenario& s) { s.people.front().app_password = "other"; });
  add(said({plain, "RETR 1"}), [](lesson::Scenario& s) {
    s.people.front().mail.front().file_octets = "Subject: caf\xC3\xA9\r\n\r\nx\r\n";
  });
  add({connect(), send({plain, "QUIT"}), wait(1), connect(), send({plain})},
      [](lesson::Scenario& s) { s.server.policies.login_delay = sim::seconds(60); });
  add(plain_text_behind_stls());
  return stories;
}

}  // namespace popscope::test
