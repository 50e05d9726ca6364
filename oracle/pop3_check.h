#pragma once
// Lays the replies of a POP3 connection beside ours. Keeps, for each connection, the line that has
// not ended, and what the server has said that it will remove.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "oracle/corpus.h"
#include "oracle/pop3_difference.h"
#include "oracle/replay.h"

namespace popscope::oracle {

class Pop3Check {
 public:
  explicit Pop3Check(Bindings& bindings) : bindings_(bindings) {}

  // `around`: what of the difference holds for the whole step: our state before it, the maildrop.
  std::vector<Finding> check(const Step& step, const Answer& ours, const Pop3Difference& around);

  // How many messages the server must have removed by now, by user.
  const std::map<std::string, std::uint32_t>& removed() const { return removed_; }

 private:
  struct Connection {
    std::string rest;  // a line that has not ended
    std::string user;  // given by USER
    bool in_transaction = false;
    std::uint32_t marked = 0;
  };

  void compare(const Pop3Difference& common, std::vector<Finding>& findings);
  void compare_payload(const Pop3Difference& common, std::vector<Finding>& findings);
  void follow(Connection& connection, const Pop3Difference& common);

  Bindings& bindings_;
  std::map<std::string, Connection> connections_;
  std::map<std::string, std::uint32_t> removed_;
};

}  // namespace popscope::oracle
