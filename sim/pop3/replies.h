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
void reply_logged_in(std::string& out, const Transaction& transaction, const Ways& ways);
void reply_stat(std::string& out, const Transaction& transaction);
void reply_list(std::string& out, const Transaction& transaction, const Ways& ways);
void reply_list_one(std::string& out, const ViewEntry& entry, MessageNumber number);
void reply_uidl(std::string& out, const Transaction& transaction, const Ways& ways);
void reply_uidl_one(std::string& out, const ViewEntry& entry, MessageNumber number);
void reply_retr(std::string& out, const Message& message, bool stuffs);
void reply_top(std::string& out, const Message& message, MessageNumber number, std::uint64_t lines,
               const Ways& ways);
void reply_marked(std::string& out, MessageNumber number);
void reply_removed(std::string& out, MessageNumber number);  // at DELE: a server at fault
void reply_reset_marks(std::string& out, const Transaction& transaction);
void reply_capabilities(std::string& out, const Session& session);
void reply_mechanisms(std::string& out, const Session& session);
void reply_challenge(std::string& out, std::string_view base64);  // neither +OK nor -ERR
void reply_begin_tls(std::string& out);
void reply_utf8(std::string& out);
void reply_languages(std::string& out);
void reply_language(std::string& out, std::string_view tag);
void reply_bye(std::string& out);

// Negative. Those that take the configuration have a response code where it has them.
void refuse_line_too_long(std::string& out, std::size_t octets_max);
void refuse_malformed(std::string& out, const Refusal& refusal);
void refuse_wrong_state(std::string& out, Keyword keyword, StateKind state);
void refuse_not_offered(std::string& out, Keyword keyword);
void refuse_second_user(std::string& out);
void refuse_all_but_pass(std::string& out);
void refuse_pass_without_user(std::string& out);
void refuse_credentials(std::string& out, const Config& config);
void refuse_without_app_password(std::string& out, const Config& config);
void refuse_access_disabled(std::string& out, const Config& config);
void refuse_needs_tls(std::string& out, const Config& config);
void refuse_too_soon(std::string& out, const Config& config);
void refuse_in_use(std::string& out, const Config& config);
void refuse_mechanism(std::string& out, const Config& config);
void refuse_base64(std::string& out, const Config& config);
void refuse_cancelled(std::string& out, const Config& config);
void refuse_tls_is_active(std::string& out);
void refuse_tls_failed(std::string& out, const Config& config);
void refuse_behind_utf8(std::string& out);
void refuse_without_utf8(std::string& out, const Config& config);
void refuse_language(std::string& out);
void refuse_no_such_message(std::string& out, std::size_t messages);
void refuse_marked_message(std::string& out, MessageNumber number);
void refuse_removed_message(std::string& out, MessageNumber number);
void refuse_gone_message(std::string& out, MessageNumber number);
void refuse_some_not_removed(std::string& out);
void refuse_too_many_errors(std::string& out);
void refuse_too_many_lines(std::string& out);
void refuse_silence(std::string& out);  // autologout: a server that says something then

}  // namespace popscope::sim::pop3
