// Random commands of several IMAP sessions and a POP3 session on one maildrop. Each client keeps
// its own picture from the responses alone; it must fit the server's at every moment.
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sim/core/random.h"
#include "tests/support/imap_server.h"

namespace popscope::sim::imap {
namespace {

using test::Drops;
using test::ImapTalk;
using test::mail_of;
using test::Talk;

// What a client knows: how many messages there are, and the UID of those that it has asked for.
class Client {
 public:
  Client(Drops& drops, std::uint32_t id) : talk(drops, {}, id) {
    talk.log_in();
    hear(talk.say("s SELECT INBOX"));
    say("u FETCH 1:* UID");
  }

  void say(const std::string& line) { hear(talk.say(line)); }

  // What the responses say, line by line. FETCH and SEARCH must not be told of an EXPUNGE.
  void hear(const std::string& octets) {
    std::istringstream lines(octets);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string star, number, what;
      words >> star >> number >> what;
      if (star != "*" || number.find_first_not_of("0123456789") != std::string::npos) continue;
      const std::size_t n = std::stoul(number);
      if (what == "EXISTS") {
        ASSERT_GE(n, uids.size());
        uids.resize(n, 0);
      } else if (what == "EXPUNGE") {
        ASSERT_LE(n, uids.size());
        ASSERT_GE(n, 1u);
        uids.erase(uids.begin() + static_cast<std::ptrdiff_t>(n - 1));
      } else if (what == "FETCH") {
        ASSERT_LE(n, uids.size());
        const std::size_t at = line.find("UID ");
        if (at == std::string::npos) continue;
        const auto uid = static_cast<std::uint32_t>(std::stoul(line.substr(at + 4)));
        EXPECT_TRUE(uids[n - 1] == 0 || uids[n - 1] == uid) << line;
        uids[n - 1] = uid;
      }
    }
  }

  void expect_fits() const {
    const auto& selected = std::get<Selected>(talk.session.state);
    ASSERT_EQ(selected.view->size(), uids.size());
    for (std::size_t i = 0; i < uids.size(); ++i)
      EXPECT_TRUE(uids[i] == 0 || uids[i] == (*selected.view)[i].uid.value) << i;
  }

  ImapTalk talk;
  std::vector<std::uint32_t> uids;  // by sequence number; 0: not asked for yet
};

std::string line_of(Random& random, std::size_t messages) {
  const std::string n = std::to_string(1 + random.below(messages + 1));
  switch (random.below(12)) {
    case 0: return "STORE " + n + " +FLAGS (\\Deleted)";
    case 1: return "STORE " + n + " -FLAGS.SILENT (\\Deleted)";
    case 2: return "STORE 1:" + n + " +FLAGS.SILENT (\\Seen label" + n + ")";
    case 3: return "EXPUNGE";
    case 4: return "UID EXPUNGE " + n + ":*";
    case 5: return "FETCH " + n + " (UID FLAGS BODY[TEXT]<0.10>)";
    case 6: return "UID FETCH 1:* (FLAGS)";
    case 7: return "SEARCH UNDELETED";
    case 8: return "UID SEARCH 1:" + n;
    case 9: return "APPEND INBOX (\\Seen) {6+}\r\na: b\r\n";
    case 10: return "COPY " + n + " INBOX";
    default: return "NOOP";
  }
}

// Everything that there was is there, or was removed by an event that says so.
struct Ledger {
  std::set<std::uint32_t> given, removed;
};

void note(Ledger& ledger, const std::vector<SessionEvent>& events) {
  for (const SessionEvent& event : events)
    if (const auto* gone = std::get_if<MessageExpunged>(&event)) {
      EXPECT_TRUE(ledger.removed.insert(gone->uid.value).second) << "removed twice";
    }
}

void check(const Ledger& ledger, const Maildrop& drop, std::size_t removed_by_pop3) {
  std::uint32_t last = 0;
  for (const StoredMessage& stored : drop.messages) {
    EXPECT_GT(stored.uid.value, last);
    EXPECT_EQ(ledger.removed.count(stored.uid.value), 0u) << "resurrected";
    last = stored.uid.value;
  }
  EXPECT_EQ(drop.messages.size() + ledger.removed.size() + removed_by_pop3,
            drop.uid_next.value - 1);
}

class RandomSessions : public testing::TestWithParam<int> {};

TEST_P(RandomSessions, PicturesFit) {
  Random random{static_cast<std::uint64_t>(GetParam())};
  Drops drops;
  drops.add("mrose", "secret", {mail_of(300), mail_of(310), mail_of(320), mail_of(330)});
  std::vector<Client> clients;
  for (std::uint32_t i = 0; i < 3; ++i) clients.emplace_back(drops, i);
  Ledger ledger;
  std::size_t removed_by_pop3 = 0;
  std::vector<bool> idles(clients.size(), false);
  for (int step = 0; step < 120; ++step) {
    const std::size_t which = random.below(clients.size());
    Client& client = clients[which];
    if (random.below(12) == 0) {
      Talk pop3(drops, {}, 9);
      if (pop3.log_in()) {
        pop3.say("DELE 1");
        pop3.say(random.below(2) == 0 ? "QUIT" : "RSET");
        removed_by_pop3 += pop3.happened<pop3::MessageRemoved>().size();
      }
      pop3.close();
    } else if (idles[which] || random.below(8) == 0) {
      client.say(idles[which] ? "DONE" : "i IDLE");
      idles[which] = !idles[which];
    } else {
      const std::string line = line_of(random, client.uids.size());
      SCOPED_TRACE(line);
      client.say("t " + line);
    }
    for (Client& each : clients) {
      each.hear(each.talk.run());  // news for those that idle
      note(ledger, each.talk.events);
      each.talk.events.clear();
      each.expect_fits();
      if (HasFatalFailure()) return;
    }
    check(ledger, drops.maildrop(MaildropId{0}), removed_by_pop3);
  }
  // Once everybody has asked, all know the same.
  for (std::size_t i = 0; i < clients.size(); ++i) {
    if (idles[i]) clients[i].say("DONE");
    clients[i].say("n NOOP");
    clients[i].say("f UID FETCH 1:* UID");
    EXPECT_EQ(clients[i].uids, clients[0].uids);
  }
}

INSTANTIATE_TEST_SUITE_P(Imap, RandomSessions, testing::Range(1, 101));

}  // namespace
}  // namespace popscope::sim::imap
