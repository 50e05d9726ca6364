#pragma once
// Which messages of a maildrop the cursor's step touched. Private to the maildrop's view.
#include <algorithm>
#include <vector>

#include "lesson/visit.h"

namespace popscope::view {

// Messages, by either of their names.
struct Changed {
  std::vector<sim::UniqueId> unique_ids;
  std::vector<sim::Uid> uids;

  bool has(const sim::StoredMessage& message) const {
    return std::binary_search(unique_ids.begin(), unique_ids.end(), message.unique_id) ||
           std::binary_search(uids.begin(), uids.end(), message.uid);
  }
  void sort() {
    std::sort(unique_ids.begin(), unique_ids.end());
    std::sort(uids.begin(), uids.end());
  }
};

// What the step marked, flagged, removed, brought, told its client of, or whose marks it took back.
Changed changed_by_step(const lesson::Visit& visit, sim::MaildropId id);

}  // namespace popscope::view
