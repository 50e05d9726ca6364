#pragma once
// Where a message is that came into an INBOX: the one account of it, for all that is said of it.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lesson/held.h"
#include "sim/mail/maildrop.h"

namespace popscope::view {

enum class Lies : std::uint8_t {
  inbox,
  back,       // in INBOX, too, but as another arrival: it was moved away and back
  elsewhere,  // in another mailbox
  gone,       // it was in another mailbox, and is on the server no more
  removed,    // it is on the server no more, and was nowhere but in INBOX
};

struct Whereabouts {
  Lies lies = Lies::inbox;
  std::string mailbox;  // elsewhere: which, by its present name
};

// The other mailboxes of a maildrop at a moment, to be asked often.
class OtherMailboxes {
 public:
  OtherMailboxes() = default;
  explicit OtherMailboxes(const sim::Maildrop& now);

  Whereabouts where(const lesson::Held& held, const lesson::HeldByMaildrop& maildrop,
                    const lesson::Arrival& arrival, std::uint32_t moment) const;

 private:
  std::vector<std::string> names_;
  // By what tells deliveries apart: in which of them a message lies. In order.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> messages_;
};

// One of the maildrop's messages had been in another mailbox by then: without, there is no need to
// look into any.
bool any_elsewhere(const lesson::HeldByMaildrop& maildrop, std::uint32_t moment);

}  // namespace popscope::view
