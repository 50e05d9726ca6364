#pragma once
// One branch at one moment, as the comparison of mail looks at it, and what it says about it in
// sentences. For view/holdings only.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lesson/visit.h"
#include "text/catalogue.h"
#include "view/clock.h"
#include "view/holdings.h"
#include "view/whereabouts.h"

namespace popscope::view {

class HoldingsAt {
 public:
  HoldingsAt(const lesson::Visit& of, sim::BranchId on, std::uint32_t at, const Clock& by)
      : visit(of), branch(on), moment(at), clock(by), held_(of.history(on).held()) {}

  void look_at(sim::MaildropId maildrop);
  const lesson::Held& held() const { return held_; }
  const lesson::HeldByMaildrop& maildrop() const { return held().maildrops()[maildrop_.value]; }
  const lesson::Amount& amount() const { return lesson::amount_at(maildrop().amounts, moment); }
  std::uint32_t arrived() const;  // how many messages had come

  // The maildrop that a device reads; the first one where that is not to be told.
  sim::MaildropId maildrop_of(std::optional<sim::DeviceId> device) const;
  // The devices that read it; all where none does.
  const std::string& user() const;
  std::vector<sim::DeviceId> devices() const;
  std::string name_of(sim::DeviceId device) const;

  Whereabouts where(const lesson::Arrival& arrival) const {
    return others_.where(held(), maildrop(), arrival, moment);
  }
  bool flagged_deleted(const lesson::Arrival& arrival) const;  // in INBOX, and not expunged
  // Who has read a message, when it counts as read now.
  std::optional<lesson::SeenChange> seen(const lesson::Arrival& arrival) const;
  // A copy that its user has not deleted.
  bool has_copy(const lesson::Arrival& arrival, sim::DeviceId device) const;
  bool had_copy(const lesson::Arrival& arrival, sim::DeviceId device) const;  // now or before
  bool deleted_copy(const lesson::Arrival& arrival, sim::DeviceId device) const;  // its user did
  bool copy_is_flagged(const lesson::Arrival& arrival, sim::DeviceId device) const;  // by others
  // Its user has deleted it there, and it waits for EXPUNGE.
  bool marked(const lesson::Copy& copy) const { return copy.deleted_at(moment); }
  std::uint32_t marked(sim::DeviceId device) const;  // how many
  const lesson::Contact* last_contact(sim::DeviceId device) const;
  bool in_contact(sim::DeviceId device, lesson::ContactKind kind) const;
  // Where a learner sees it: the removal in UPDATE, or the response to what expunged it.
  std::uint32_t step_of_removal(const lesson::Arrival& arrival) const;

  const lesson::Visit& visit;
  sim::BranchId branch;
  std::uint32_t moment = 0;
  Clock clock;

 private:
  const lesson::Held& held_;  // asked for once: a frame looks at every message
  sim::MaildropId maildrop_;
  OtherMailboxes others_;                  // of it
  std::vector<sim::Uid> flagged_deleted_;  // in order
};

// Whose mail is shown (view/whose_mail.h), and the device that was the last to ask for it, on
// either of the two sides: of it the sentences speak.
sim::MaildropId maildrop_to_compare(const HoldingsAt* sides);
std::optional<sim::DeviceId> last_to_ask(const HoldingsAt* sides, sim::MaildropId maildrop);

// What of the devices' settings is not as on the other side.
std::string settings_text(const HoldingsAt& here, const HoldingsAt& there,
                          const text::Catalogue& catalogue);

// The sentence below the heading of a side, and the step that it leads to.
void tell_difference(const HoldingsAt& at, std::optional<sim::DeviceId> subject,
                     const text::Catalogue& catalogue, HoldingsSide& side);

}  // namespace popscope::view
