#pragma once
// "You are the server": the commands of one POP3 session that the learner answers, and what an
// answer is worth. The engine plays the client's half and, unseen, the server's: what it replied,
// which state followed and what was removed is the measure, so every correct answer passes.
//
// Compared are the status (RFC 1939 section 3: +OK or -ERR, in upper case; RFC 5034: "+ "), the
// words that a client reads (the numbers of STAT, of LIST n and of UIDL n, RFC 1939 sections 5 and
// 7), the state and the removed messages where they are asked for. All other text is free.
#include <cstdint>
#include <string>
#include <string_view>

#include "quiz/question.h"
#include "text/diagnostic.h"

namespace popscope::quiz {

// RFC 1939 section 3: a response is at most 512 octets long, its CRLF included.
inline constexpr std::size_t kReplyOctetsMax = 510;

enum class ReplyStatus : std::uint8_t { ok, err, go_on, none };
ReplyStatus status_of(std::string_view reply);

// What of an answer is as it should be; what was not asked for is.
struct TurnGrade {
  bool status = true;
  bool words = true;
  bool state = true;
  bool removed = true;
  bool right() const { return status && words && state && removed; }
};
TurnGrade judged(const Turn& turn, const Served& served);

// The author's wrong answer that this is; null: none of them.
const WrongServing* wrong_serving(const Serve& serve, std::uint32_t turn, const Served& served);

// The question with its turns, its run on a server that breaks no rule.
Question with_turns(Question question);

text::Diagnostics prove_serve(const Question& question, const std::string& file);

}  // namespace popscope::quiz
