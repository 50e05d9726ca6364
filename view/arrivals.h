#pragma once
// What was ever in a maildrop, and what its messages are called. It says nothing of what is still
// there: that is the World's.
#include <string>
#include <vector>

#include "lesson/visit.h"
#include "sim/mail/maildrop.h"
#include "text/catalogue.h"

namespace popscope::view {

// All messages of a maildrop up to a place, in order of arrival, those that are gone among them.
std::vector<sim::StoredMessage> arrivals(const lesson::Visit& visit, sim::Place place,
                                         sim::MaildropId maildrop);

std::string subject_text(const sim::Message& message, const text::Catalogue& catalogue);

}  // namespace popscope::view
