#pragma once
// Stories that use every extension of POP3, and every policy of a site: for tests that each of them
// is explained.
#include <functional>
#include <string>
#include <vector>

#include "tests/support/story.h"

namespace popscope::test {

using lesson::Entry;

struct ExtensionStory {
  Story story;
  std::function<void(lesson::Scenario&)> change;
};

inline void with_extensions(lesson::Scenario& scenario) {
  using sim::sasl::Mechanism;
  sim::pop3::Offers offers;
  offers.stls = offers.utf8 = offers.lang = true;
  offers.mechanisms = {Mechanism::plain, Mechanism::cram_md5};
  scenario.server.offers = offers;
  scenario.server.policy.failed_logins_max = 4;
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
      [](lesson::Scenario& s) { s.server.policy.needs_tls = true; });
  add(said({plain}), [](lesson::Scenario& s) { s.people.front().pop3 = false; });
  add(said({"USER sarah", "PASS secret"}),
      [](lesson::Scenario& s) { s.people.front().app_password = "other"; });
  add(said({plain, "RETR 1"}), [](lesson::Scenario& s) {
    s.people.front().mail.front().file_octets = "Subject: caf\xC3\xA9\r\n\r\nx\r\n";
  });
  add({connect(), send({plain, "QUIT"}), wait(1), connect(), send({plain})},
      [](lesson::Scenario& s) { s.server.policy.login_delay = sim::seconds(60); });
  add(plain_text_behind_stls());
  return stories;
}

// Stories in which the fault shows.
inline std::vector<Story> stories_of(sim::pop3::Fault fault) {
  using sim::pop3::Fault;
  const auto act = [](auto what) { return entry(std::move(what)); };
  const Entry login = send({"USER sarah", "PASS secret"}), dele = send({"DELE 1"});
  const Entry other = send({"USER sarah", "PASS secret", "DELE 1", "QUIT"}, "Phone");
  switch (fault) {
    case Fault::removes_at_dele: return {{connect(), login, dele, send({"RSET", "QUIT"})}};
    case Fault::rset_does_nothing:
      return {{connect(), login, dele, send({"RETR 1", "RSET", "RETR 1", "QUIT"})}};
    case Fault::rset_forgets_login:
      return {{connect(), login, dele, send({"RSET", "STAT"}), login, send({"QUIT"})}};
    case Fault::no_lock:
      return {{connect(), login, connect("Phone"), other, send({"RETR 1", "DELE 2", "QUIT"})},
              {connect(), login, dele, cut(), wait(700)},
              {connect(), login, dele, act(lesson::CloseAct{"Laptop"}), wait(1)},
              {connect(), login, dele, act(lesson::ResetAct{"Laptop"}), wait(1)},
              {connect(), login, send({"QUIT"})}};
    case Fault::renumbers_after_dele:
      return {{connect(), login, dele, send({"LIST", "UIDL 1", "RETR 1", "DELE 1", "RETR 3", "RSET",
                                             "RETR 3", "QUIT"})}};
    case Fault::serves_marked:
      return {{connect(), login, dele, send({"LIST", "UIDL", "RETR 1", "TOP 1 0", "DELE 1"})}};
    case Fault::hides_failed_removal: return {{connect(), login, dele, send({"QUIT"})}};
    case Fault::removes_without_quit:
      return {{connect(), login, dele, cut(), wait(700)},
              {connect(), login, dele, act(lesson::CloseAct{"Laptop"}), wait(1)},
              {connect(), login, dele, act(lesson::ResetAct{"Laptop"}), wait(1)},
              {connect(), login, dele, wait(700)},
              {connect(), login, dele, send(std::vector<std::string>(21, "X"))}};
    case Fault::quit_before_login_updates: return {{connect(), send({"USER sarah", "QUIT"})}};
    case Fault::stuffs_nothing: return {{connect(), login, send({"RETR 1", "TOP 1 5", "QUIT"})}};
    case Fault::executes_injected:
      return {plain_text_behind_stls(), {connect(), send({"STLS\r\nUSER sarah", "CAPA"})}};
  }
  return {};
}

inline void with_fault(lesson::Scenario& scenario, sim::pop3::Fault fault) {
  scenario.server.faults = {fault};
  scenario.people.front().refuses_removal = fault == sim::pop3::Fault::hides_failed_removal;
  if (fault == sim::pop3::Fault::executes_injected) with_extensions(scenario);
}

// All of these, a storage that removes nothing, and a policy that removes what was retrieved.
inline std::vector<ExtensionStory> fault_stories() {
  std::vector<ExtensionStory> stories;
  for (const sim::pop3::FaultSpec& fault : sim::pop3::fault_table())
    for (Story& story : stories_of(fault.fault))
      stories.push_back({std::move(story), [of = fault.fault](lesson::Scenario& scenario) {
                           with_fault(scenario, of);
                         }});
  const Story removes{connect(),
                      send({"USER sarah", "PASS secret", "RETR 1", "DELE 2", "QUIT"})};
  stories.push_back(
      {removes, [](lesson::Scenario& s) { s.people.front().refuses_removal = true; }});
  stories.push_back({removes, [](lesson::Scenario& s) { s.server.policy.expire_days = 0; }});
  return stories;
}

}  // namespace popscope::test
