// Each preset sends what the program after which it is named was recorded to send. The sequences
// stand here; where the recordings are at hand they are compared with these, too.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/checking_device.h"

namespace popscope::sim {
namespace {

using test::CheckingDevice;
using test::small_mail;
using Lines = std::vector<std::string>;

// "CAPA; USER alice; ..." -> lines. "#" stands for 1 to 7 in turn: "{LIST #; RETR #}".
Lines lines_of(const std::string& text, int messages) {
  Lines lines;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ';');) {
    part.erase(0, part.find_first_not_of(' '));
    if (part.empty()) continue;
    if (part[0] != '{') {
      lines.push_back(part);
      continue;
    }
    // The parts between braces are separated by "|".
    for (int n = 1; n <= messages; ++n) {
      std::istringstream each(part.substr(1, part.size() - 2));
      for (std::string line; std::getline(each, line, '|');) {
        line.replace(line.find('#'), 1, std::to_string(n));
        lines.push_back(line);
      }
    }
  }
  return lines;
}

enum class Box { full, seen, empty };  // `seen`: it was fetched and left by a check before

struct Recorded {
  Preset preset;
  const char* file;   // of the recorded dialogs; empty: none was recorded
  int connection;
  Policy policy;
  Box box;
  bool wrong_password;
  int messages;
  const char* sent;   // without what is masked: "****"
  // The recording ends before we do, or goes another way from there on: so much is the same.
  std::size_t same = 0;  // 0: all
};

constexpr Policy kLeaves = Policy::leave_on_server;
constexpr Policy kRemoves = Policy::remove_at_once;


const Recorded kRecorded[] = {
    {Preset::in_turn, "", 0, kRemoves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; UIDL; {RETR #|DELE #}; QUIT"},
    {Preset::in_turn, "", 0, kLeaves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; UIDL; {RETR #}; QUIT"},
    {Preset::in_turn, "", 0, kLeaves, Box::full, true, 7, "USER alice; PASS ****; QUIT"},
    {Preset::list_if_new, "claws-mail", 1, kLeaves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; UIDL; LIST; {RETR #}; QUIT"},
    {Preset::list_if_new, "claws-mail", 2, kLeaves, Box::seen, false, 7,
     "USER alice; PASS ****; STAT; UIDL; QUIT"},
    {Preset::list_if_new, "claws-mail", 3, kLeaves, Box::full, true, 7, "USER alice; PASS ****"},
    {Preset::list_if_new, "claws-mail", 5, kRemoves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; UIDL; LIST; {RETR #|DELE #}; QUIT"},
    {Preset::auth_plain, "thunderbird", 1, kLeaves, Box::full, false, 7,
     "CAPA; AUTH PLAIN; ****; STAT; LIST; UIDL; {RETR #}; QUIT"},
    {Preset::auth_plain, "thunderbird", 2, kLeaves, Box::seen, false, 7,
     "CAPA; AUTH PLAIN; ****; STAT; LIST; UIDL; QUIT"},
    // It was ended while it waited for its user.
    {Preset::auth_plain, "thunderbird", 3, kLeaves, Box::full, true, 7,
     "CAPA; AUTH PLAIN; ****; AUTH LOGIN; ****; ****; USER alice; PASS ****", 4},
    {Preset::auth_plain, "thunderbird", 5, kRemoves, Box::full, false, 7,
     "CAPA; AUTH PLAIN; ****; STAT; LIST; UIDL; {RETR #|DELE #}; QUIT"},
    // Behind STLS a recording sees no more.
    {Preset::stls, "thunderbird", 4, kLeaves, Box::full, false, 7,
     "CAPA; STLS; CAPA; AUTH PLAIN; ****; STAT; LIST; UIDL; {RETR #}; QUIT", 2},
    {Preset::pipelines, "mpop", 1, kLeaves, Box::full, false, 7,
     "CAPA; USER alice; PASS ****; STAT; LIST; UIDL; {RETR #}; QUIT"},
    {Preset::pipelines, "mpop", 2, kLeaves, Box::seen, false, 7,
     "CAPA; USER alice; PASS ****; STAT; LIST; UIDL; QUIT"},
    {Preset::pipelines, "mpop", 9, kLeaves, Box::full, true, 7, "CAPA; USER alice; PASS ****"},
    {Preset::pipelines, "mpop", 12, kRemoves, Box::full, false, 7,
     "CAPA; USER alice; PASS ****; STAT; LIST; UIDL; {RETR #}; {DELE #}; QUIT"},
    {Preset::pipelines, "mpop", 13, kRemoves, Box::empty, false, 0,
     "CAPA; USER alice; PASS ****; STAT; QUIT"},
    {Preset::top_for_retr, "fetchmail", 1, kLeaves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; UIDL; {LIST #|TOP # 99999999}; QUIT"},
    {Preset::top_for_retr, "fetchmail", 2, kLeaves, Box::seen, false, 7,
     "USER alice; PASS ****; STAT; UIDL; QUIT"},
    {Preset::top_for_retr, "fetchmail", 4, kLeaves, Box::full, true, 7,
     "USER alice; PASS ****; QUIT"},
    {Preset::top_for_retr, "fetchmail", 10, kRemoves, Box::full, false, 4,
     "USER alice; PASS ****; STAT; {LIST #|RETR #|DELE #}; QUIT"},
    {Preset::stls_if_announced, "fetchmail", 6, kLeaves, Box::full, false, 7,
     "CAPA; STLS; CAPA; USER alice; PASS ****; STAT; UIDL; {LIST #|TOP # 99999999}; QUIT", 2},
    {Preset::uidl_twice, "getmail6", 1, kLeaves, Box::full, false, 7,
     "USER alice; PASS ****; UIDL; LIST; UIDL; LIST; {RETR #}; QUIT"},
    {Preset::uidl_twice, "getmail6", 2, kLeaves, Box::seen, false, 7,
     "USER alice; PASS ****; UIDL; LIST; UIDL; LIST; QUIT"},
    {Preset::uidl_twice, "getmail6", 4, kLeaves, Box::full, true, 7,
     "USER alice; PASS ****; RSET"},
    {Preset::uidl_twice, "getmail6", 6, kRemoves, Box::full, false, 5,
     "USER alice; PASS ****; UIDL; LIST; UIDL; LIST; {RETR #|DELE #}; QUIT"},
    {Preset::dele_lags, "fdm", 1, kLeaves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; UIDL; {LIST #|RETR #}; QUIT"},
    {Preset::dele_lags, "fdm", 2, kLeaves, Box::seen, false, 7,
     "USER alice; PASS ****; STAT; UIDL; QUIT"},
    {Preset::dele_lags, "fdm", 4, kLeaves, Box::full, true, 7, "USER alice; PASS ****"},
    // A large message held its delivery up, and with it the marks behind message 4.
    {Preset::dele_lags, "fdm", 8, kRemoves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; UIDL; LIST 1; RETR 1; LIST 2; RETR 2; DELE 1; LIST 3; RETR 3; "
     "DELE 2; LIST 4; RETR 4; DELE 3; LIST 5; RETR 5; DELE 4; LIST 6; RETR 6; DELE 5; LIST 7; "
     "RETR 7; DELE 6; DELE 7; QUIT",
     18},
    {Preset::no_unique_ids, "nmh", 1, kLeaves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; {RETR #}; QUIT"},
    {Preset::no_unique_ids, "nmh", 2, kLeaves, Box::seen, false, 7,
     "USER alice; PASS ****; STAT; {RETR #}; QUIT"},
    {Preset::no_unique_ids, "nmh", 3, kLeaves, Box::full, true, 7, "USER alice; PASS ****; QUIT"},
    {Preset::no_unique_ids, "nmh", 5, kRemoves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; {RETR #|DELE #}; QUIT"},
    {Preset::no_unique_ids, "nmh", 6, kRemoves, Box::empty, false, 0,
     "USER alice; PASS ****; STAT; QUIT"},
    {Preset::headers_first, "neomutt", 1, kLeaves, Box::full, false, 7,
     "CAPA; AUTH PLAIN; ****; CAPA; STAT; UIDL; {LIST #|TOP # 0}; {RETR #}; QUIT"},
    {Preset::headers_first, "neomutt", 3, kLeaves, Box::full, true, 7,
     "CAPA; AUTH PLAIN; ****; USER alice; PASS ****; QUIT"},
    {Preset::initial_response, "alpine", 1, kLeaves, Box::full, false, 7,
     "CAPA; AUTH PLAIN ****; CAPA; STAT; LIST; {TOP # 0}; {RETR #}; QUIT"},
    {Preset::initial_response, "alpine", 2, kLeaves, Box::full, true, 7,
     "CAPA; AUTH PLAIN ****; QUIT"},
    {Preset::no_quit, "s-nail", 1, kLeaves, Box::full, false, 7,
     "USER alice; PASS ****; STAT; {LIST #}; {TOP # 0}; {RETR #}"},
    {Preset::no_quit, "s-nail", 4, kLeaves, Box::full, true, 7, "USER alice; PASS ****"},
    {Preset::stls_unasked, "claws-mail", 4, kLeaves, Box::full, false, 7,
     "STLS; USER alice; PASS ****; STAT; UIDL; LIST; {RETR #}; QUIT", 1},
};

// What a recording masks is masked.
Lines masked(const Lines& lines) {
  Lines result;
  bool answers = false;  // to AUTH: until a command follows
  for (const std::string& line : lines) {
    const std::string word = line.substr(0, line.find(' '));
    const bool known = pop3::keyword_from(word).has_value();
    if (word == "PASS") {
      result.push_back("PASS ****");
    } else if (word == "AUTH" && line.find(' ', 5) != std::string::npos) {
      result.push_back(line.substr(0, line.find(' ', 5)) + " ****");
    } else {
      result.push_back(answers && !known ? "****" : line);
    }
    answers = word == "AUTH" || (answers && !known);
  }
  return result;
}

// A server as the one that was recorded.
pop3::Config like_dovecot() {
  pop3::Config config;
  config.offers.stls = true;
  config.offers.mechanisms = {sasl::Mechanism::plain, sasl::Mechanism::login};
  return config;
}

CheckingDevice checked(const Recorded& r) {
  CheckingDevice it;
  it.drops.add("alice", "secret", small_mail(r.messages));
  it.config = like_dovecot();
  it.device.account.user = "alice";
  it.device.account.policy = r.policy;
  it.device.account.habits = spec_of(r.preset).habits;
  if (r.box == Box::seen) it.check();
  if (r.wrong_password) it.device.account.password = "wrong";
  it.check();
  return it;
}

std::string name_of(const Recorded& r) {
  return std::string(spec_of(r.preset).name) + ", " + r.file + " " + std::to_string(r.connection);
}

TEST(DevicePresets, SendWhatIsWrittenHere) {
  for (const Recorded& r : kRecorded) {
    SCOPED_TRACE(name_of(r));
    const CheckingDevice it = checked(r);
    EXPECT_EQ(masked(it.lines), lines_of(r.sent, r.messages));
    EXPECT_EQ(it.refused, r.wrong_password);
    EXPECT_TRUE(it.fetched_or_refused);
    EXPECT_EQ(it.device.store.size(), r.wrong_password ? 0u
              : r.preset == Preset::no_unique_ids && r.box == Box::seen
                  ? 2u * static_cast<std::size_t>(r.messages)
                  : static_cast<std::size_t>(r.messages));
  }
}

// The device's lines of one connection of a recording. NOOP only keeps a connection.
Lines recorded_lines(const std::string& path, int connection) {
  std::ifstream in(path);
  Lines lines;
  bool here = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("# connection ", 0) == 0) here = line == "# connection " +
                                                            std::to_string(connection);
    if (!here || line.rfind("C: ", 0) != 0) continue;
    const std::string sent = line.substr(3);
    if (sent == "NOOP") continue;
    lines.push_back(sent == "USER bob" ? "USER alice" : sent);
  }
  return lines;
}

TEST(DevicePresets, SendWhatRealProgramsSend) {
  const std::string folder = POPSCOPE_SOURCE_DIR "/../shared/clients/dialogs/";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no recordings at hand";
  for (const Recorded& r : kRecorded) {
    if (*r.file == '\0') continue;
    SCOPED_TRACE(name_of(r));
    Lines expected = lines_of(r.sent, r.messages);
    Lines recorded = recorded_lines(folder + r.file + "-pop3.txt", r.connection);
    ASSERT_FALSE(recorded.empty());
    if (r.same > 0) {
      ASSERT_GE(recorded.size(), r.same);
      expected.resize(r.same);
      recorded.resize(r.same);
    }
    EXPECT_EQ(recorded, expected);
  }
}

TEST(DevicePresets, OnlyOnePipelinesAndOnlyWhereItMay) {
  for (const PresetSpec& spec : preset_table()) {
    SCOPED_TRACE(spec.name);
    Recorded r{spec.preset, "", 0, kRemoves, Box::full, false, 7, ""};
    const CheckingDevice it = checked(r);
    EXPECT_EQ(it.portions.size() != it.lines.size(), spec.preset == Preset::pipelines);
  }
  Recorded r{Preset::pipelines, "", 0, kRemoves, Box::full, false, 7, ""};
  const CheckingDevice it = checked(r);
  ASSERT_EQ(it.portions.size(), 11u);
  EXPECT_EQ(it.portions[6], "RETR 1\r\n");
  EXPECT_EQ(it.portions[7], "RETR 2\r\nRETR 3\r\nRETR 4\r\nRETR 5\r\nRETR 6\r\nRETR 7\r\n");
  EXPECT_EQ(it.portions[8], "DELE 1\r\n");
}

TEST(DevicePresets, LogInByWhatTheServerOffers) {
  const auto login = [](Preset preset, const pop3::Config& config) {
    CheckingDevice it(small_mail(1));
    it.config = config;
    it.device.account.habits = spec_of(preset).habits;
    it.check();
    EXPECT_EQ(it.device.store.size(), it.refused ? 0u : 1u);
    Lines lines = masked(it.lines);
    lines.resize(std::min<std::size_t>(lines.size(), 3));
    return lines;
  };
  pop3::Config apop;
  apop.offers.apop = true;
  EXPECT_EQ(login(Preset::dele_lags, apop)[0].substr(0, 11), "APOP mrose ");
  EXPECT_EQ(login(Preset::dele_lags, {})[0], "USER mrose");
  EXPECT_EQ(login(Preset::auth_plain, {}), (Lines{"CAPA", "USER mrose", "PASS ****"}));
  pop3::Config only_login;
  only_login.offers.mechanisms = {sasl::Mechanism::login};
  EXPECT_EQ(login(Preset::auth_plain, only_login), (Lines{"CAPA", "AUTH LOGIN", "****"}));
  EXPECT_EQ(login(Preset::stls_if_announced, {}), (Lines{"CAPA", "USER mrose", "PASS ****"}));
  EXPECT_EQ(login(Preset::stls, {}), (Lines{"CAPA"})) << "no password in plain text";
  EXPECT_EQ(login(Preset::stls_unasked, {}), (Lines{"STLS"}));
}

TEST(DevicePresets, AreDistinctAndHaveNames) {
  std::set<std::string_view> names;
  std::set<std::uint64_t> digests;
  for (const PresetSpec& spec : preset_table()) {
    EXPECT_TRUE(names.insert(spec.name).second) << spec.name;
    EXPECT_TRUE(spec.name.ends_with(')')) << "with the program as an example";
    Digest d;
    digest(d, spec.habits);
    EXPECT_TRUE(digests.insert(d.value()).second) << spec.name;
    EXPECT_EQ(preset_of(spec.habits), spec.preset);
    EXPECT_EQ(spec_of(spec.preset).name, spec.name);
  }
  Habits others;
  others.list_pass = 4;
  EXPECT_EQ(preset_of(others), std::nullopt);
  EXPECT_EQ(preset_of(Account{}.habits), Preset::in_turn);
}

}  // namespace
}  // namespace popscope::sim
