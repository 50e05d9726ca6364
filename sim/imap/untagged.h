#pragma once
// What a client learns from untagged responses (RFC 9051 section 7): only what a mail reader that
// copies a mailbox needs. Gives nothing for a response of another kind.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/mail/mailbox.h"

namespace popscope::sim::imap {

struct Fetched {  // "* 2 FETCH (UID 7 FLAGS (\Seen) BODY[] {310} ...)"
  std::uint32_t number = 0;
  std::optional<Uid> uid;
  std::optional<Flags> flags;  // system flags
  std::optional<std::string> body;
};
std::optional<Fetched> fetched(std::string_view response);

std::optional<std::uint32_t> exists(std::string_view response);        // "* 3 EXISTS"
std::optional<std::uint32_t> expunged(std::string_view response);      // "* 2 EXPUNGE"
std::optional<std::uint32_t> uid_validity(std::string_view response);  // "* OK [UIDVALIDITY 1] ..."

}  // namespace popscope::sim::imap
