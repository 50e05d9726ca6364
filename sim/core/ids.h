#pragma once
// Numbers that must not be mixed up. Each is a distinct type; an id is an index into the World's
// list of that thing and is never reused.
#include <cstdint>

namespace popscope::sim {

template <class Tag, class Value = std::uint32_t>
struct Number {
  Value value = 0;
  friend bool operator==(const Number&, const Number&) = default;
  friend auto operator<=>(const Number&, const Number&) = default;
};

using ServerId = Number<struct ServerTag>;
using DeviceId = Number<struct DeviceTag>;
using LinkId = Number<struct LinkTag>;        // a link has one session at its server end ...
using SessionId = LinkId;                     // ... so both go by the same number
using MaildropId = Number<struct MaildropTag>;  // index among the maildrops of all servers
using BranchId = Number<struct BranchTag>;      // of a Timeline

// A message's place in one session's frozen view, counted from 1 (RFC 1939 section 4).
using MessageNumber = Number<struct MessageNumberTag>;

// Octets as they go over the wire with CRLF line ends, before byte-stuffing (RFC 1939 section 11).
using Octets = Number<struct OctetsTag, std::uint64_t>;

}  // namespace popscope::sim
