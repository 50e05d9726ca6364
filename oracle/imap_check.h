#pragma once
// Lays the responses of an IMAP connection beside ours. Compared is what they mean to the client:
// completion, the items that were asked for, and the client's picture of the mailbox, which both
// sides may have told in different ways.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "oracle/corpus.h"
#include "oracle/imap_difference.h"
#include "oracle/imap_response.h"
#include "oracle/replay.h"
#include "sim/wire/command_framer.h"

namespace popscope::oracle {

// What the responses have told of the selected mailbox. Messages have numbers of their own here, in
// the order in which they were first told of: the same on both sides.
struct Picture {
  std::vector<int> messages;
  int next = 0;
  void exists(std::uint32_t count);
  void expunged(std::uint32_t number);
  void clear() { *this = {}; }
};

// Responses up to and with the one that ends a command: tagged, "+", or an untagged BAD.
struct Group {
  std::vector<Response> untagged;
  std::optional<Response> end;
};
std::vector<Group> groups_of(const std::vector<Response>& responses);

class ImapCheck {
 public:
  explicit ImapCheck(Bindings& bindings) : bindings_(bindings) {}

  // `session`: ours, after the step. `around`: what of a difference holds for the whole step.
  std::vector<Finding> check(const Step& step, const Answer& ours,
                             const sim::imap::Session* session, const ImapDifference& around);

 private:
  struct Connection {
    sim::CommandFramer framer;
    Picture theirs;
    Picture ours;
    std::set<std::string> capabilities;
    bool disagree_about_view = false;
    bool idles = false;
    bool authenticating = false;
    bool logged_in = false;
  };

  std::vector<std::string> commands_of(Connection& connection, const Step& step);
  void compare(Connection& connection, ImapDifference common, const Group& theirs,
               const Group& ours, std::vector<Finding>& findings);
  void compare_ends(ImapDifference& d, const Group& theirs, const Group& ours,
                    std::vector<Finding>& findings);
  void compare_codes(ImapDifference& d, const Group& theirs, const Group& ours,
                     std::vector<Finding>& findings);
  void compare_view(Connection& connection, ImapDifference& d, const Group& theirs,
                    const Group& ours, std::vector<Finding>& findings);
  void compare_fetches(ImapDifference& d, const Group& theirs, const Group& ours,
                       std::vector<Finding>& findings);
  void compare_listings(ImapDifference& d, const Group& theirs, const Group& ours,
                        std::vector<Finding>& findings);
  void compare_data(ImapDifference& d, const Group& theirs, const Group& ours,
                    std::vector<Finding>& findings);
  // Fills in what `names` says about the case so far.
  void look_at_names(ImapDifference& d, const std::set<std::string>& names) const;
  bool same_value(const std::string& item, const Value& theirs, const Value& ours);

  Bindings& bindings_;
  std::map<std::string, Connection> connections_;
  std::set<std::string> named_;  // mailboxes that commands have named
};

}  // namespace popscope::oracle
