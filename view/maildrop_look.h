#pragma once
// How a session of either protocol looks at INBOX: which messages it knows, by which numbers, and
// which of them go at its end (POP3) or with EXPUNGE and CLOSE (IMAP). Private to the maildrop's
// view.
#include <cstddef>
#include <optional>
#include <vector>

#include "sim/world/world.h"

namespace popscope::view {

class Look {
 public:
  Look() = default;  // no session looks
  // Sees nothing unless the session has that maildrop open, or that INBOX selected.
  Look(const sim::World& world, const sim::Session* session, sim::MaildropId maildrop);

  bool looks() const { return pop3_ || imap_; }
  bool imap() const { return imap_ != nullptr; }
  bool read_only() const { return imap_ && read_only_; }

  std::size_t size() const { return pop3_ ? pop3_->size() : imap_ ? imap_->size() : 0; }
  // Whether what it has at that place, from 0, is this message.
  bool is(std::size_t place, const sim::StoredMessage& message) const;
  // Whether it has marked that (POP3), or believes that it is \Deleted (IMAP).
  bool marked(std::size_t place) const;
  // The number by which a POP3 session knows what it has at that place; none: by none any more.
  std::optional<sim::MessageNumber> number(std::size_t place) const;
  // POP3: whether it goes with QUIT, if that came now; with or without a mark.
  bool leaves_with_quit(std::size_t place) const;
  // IMAP: its flags as the client was told last.
  sim::Flags told(std::size_t place) const;
  // IMAP: whether EXPUNGE takes away a message that the server has with these flags.
  bool expunges(sim::Flags flags) const;

 private:
  const std::vector<sim::pop3::ViewEntry>* pop3_ = nullptr;
  const sim::pop3::Session* session_ = nullptr;  // POP3's
  const sim::Maildrop* maildrop_ = nullptr;
  sim::Time now_{};
  const std::vector<sim::imap::ViewEntry>* imap_ = nullptr;
  bool read_only_ = false;
  bool in_use_ = false;  // a POP3 session holds the maildrop: IMAP removes nothing
};

// Whose mail a session reads; none before its login.
std::optional<sim::MaildropId> maildrop_of(const sim::Session& session);

// The mailbox that an IMAP session has selected; none in other states, and none when somebody
// deleted it.
const sim::Mailbox* selected_mailbox(const sim::World& world, const sim::Session& session);

}  // namespace popscope::view
