#include "view/arrivals.h"

#include <utility>

#include "view/wire_line.h"

namespace popscope::view {

std::vector<sim::StoredMessage> arrivals(const lesson::Visit& visit, sim::Place place,
                                         sim::MaildropId maildrop) {
  std::vector<sim::StoredMessage> all = visit.lesson().start.maildrops[maildrop.value]->messages;
  for (const lesson::Delivery& delivery : visit.history(place.branch).deliveries()) {
    if (delivery.moment > place.moment) break;
    if (delivery.maildrop != maildrop) continue;
    sim::StoredMessage arrived;
    arrived.unique_id = delivery.unique_id;
    arrived.message = delivery.message;
    all.push_back(std::move(arrived));
  }
  return all;
}

std::string subject_text(const sim::Message& message, const text::Catalogue& catalogue) {
  return message.subject.empty() ? catalogue.sentence("panel.maildrop.no_subject")
                                 : shown(message.subject);
}

}  // namespace popscope::view
