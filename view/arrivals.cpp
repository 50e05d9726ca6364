#include "view/arrivals.h"

#include <utility>

#include "view/wire_line.h"

namespace popscope::view {

std::vector<sim::StoredMessage> arrivals(const lesson::Visit& visit, sim::Place place,
                                         sim::MaildropId maildrop) {
  const sim::Maildrop& start = *visit.lesson().start.maildrops[maildrop.value];
  std::vector<sim::StoredMessage> all = start.messages;
  sim::Uid next = start.uid_next;  // each takes the next one (RFC 9051 section 2.3.1.1)
  for (const lesson::Delivery& delivery : visit.history(place.branch).deliveries()) {
    if (delivery.moment > place.moment) break;
    if (delivery.maildrop != maildrop) continue;
    sim::StoredMessage arrived;
    arrived.unique_id = delivery.unique_id;
    arrived.message = delivery.message;
    arrived.uid = sim::Uid{next.value++};
    all.push_back(std::move(arrived));
  }
  return all;
}

std::string subject_text(const sim::Message& message, const text::Catalogue& catalogue) {
  return message.subject.empty() ? catalogue.sentence("panel.maildrop.no_subject")
                                 : shown(message.subject);
}

}  // namespace popscope::view
