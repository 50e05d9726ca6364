#pragma once
// The texts of a session's replies, each a whole reply put behind what `out` holds. What a
// simulated server says is its own affair (RFC 1939 section 9: only STAT, LIST n and UIDL n have a
// text that counts), but it is read by learners: short, and never an echo of what a peer typed.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/pop3/command.h"
#include "sim/pop3/session.h"

namespace popscope::sim::pop3 {

// Positive.
void reply_greeting(std::string& out, const Config& config, std::string_view apop_timestamp);
void reply_ok(std::string& out);
void reply_locked(std::string& out, const Transaction& transaction);
void reply_stat(std::string& out, const Transaction& transaction);
void reply_list(std::string& out, const Transaction& transaction);
void reply_list_one(std::string& out, const Transaction& transaction, MessageNumber number);
void reply_uidl(std::string& out, const Transaction& transaction);
void reply_uidl_one(std::string& out, const Transaction& transaction, MessageNumber number);
void reply_retr(std::string& out, const Message& message);
void reply_top(std::string& out, const Message& message, MessageNumber number, std::uint64_t lines);
void reply_marked(std::string& out, MessageNumber number);
void reply_removed(std::string& out, MessageNumber number);  // at DELE: a server at fault
void reply_reset_marks(std::string& out, const Transaction& transaction);
void reply_capabilities(std::string& out);
void reply_bye(std::string& out);

// Negative.
void refuse_line_too_long(std::string& out);
void refuse_malformed(std::string& out, const Refusal& refusal);
void refuse_wrong_state(std::string& out, Keyword keyword, StateKind state);
void refuse_second_user(std::string& out);
void refuse_pass_without_user(std::string& out);
void refuse_credentials(std::string& out);
void refuse_in_use(std::string& out);
void refuse_apop_not_offered(std::string& out);
void refuse_no_such_message(std::string& out, std::size_t messages);
void refuse_marked_message(std::string& out, MessageNumber number);
void refuse_removed_message(std::string& out, MessageNumber number);
void refuse_some_not_removed(std::string& out);
void refuse_too_many_errors(std::string& out);
void refuse_too_many_lines(std::string& out);

}  // namespace popscope::sim::pop3
