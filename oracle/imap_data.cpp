// The data of IMAP responses: items of FETCH, listings, counts.
#include <algorithm>
#include <utility>

#include "oracle/imap_check.h"
#include "sim/core/ascii.h"

namespace popscope::oracle {
namespace {

using What = ImapDifference::What;
using sim::imap::Keyword;

// Items of FETCH by message, of all FETCH responses of a group.
using Items = std::map<std::string, Value>;
using Fetched = std::map<std::uint32_t, Items>;

Fetched fetched_of(const Group& group) {
  Fetched fetched;
  for (const Response& response : group.untagged) {
    if (response.word != "FETCH" || !response.number || response.values.empty()) continue;
    const std::vector<Value>& list = response.values.front().items;
    Items& items = fetched[*response.number];
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) {
      // The same item twice: the later one says how it is now. Fields may stand in quotes.
      std::string name = sim::upper(list[i].text);
      std::erase(name, '"');
      items[name] = list[i + 1];
    }
  }
  return fetched;
}

std::set<std::string> flag_set(const Value& list) {
  std::set<std::string> flags;
  for (const Value& item : list.items) flags.insert(sim::upper(item.text));
  return flags;
}

std::set<std::string> without_recent(std::set<std::string> flags) {
  flags.erase("\\RECENT");
  return flags;
}

// What a client may be told though it has not asked (RFC 9051 section 7).
bool comes_unasked(const std::string& item) {
  return item == "FLAGS" || item == "UID" || item == "MODSEQ";
}

bool same_ignoring_case(const Value& a, const Value& b) {
  if (a.kind != b.kind) return false;
  if (a.kind != Value::Kind::list) return sim::equal_ignoring_case(a.text, b.text);
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    same_ignoring_case);
}

bool same_exactly(const Value& a, const Value& b) {
  const auto is_text = [](const Value& v) {
    return v.kind == Value::Kind::atom || v.kind == Value::Kind::string;
  };
  if (is_text(a) && is_text(b)) return a.text == b.text;
  if (a.kind != b.kind) return false;
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_exactly);
}

bool same_elided(const Value& theirs, const Value& ours) {
  const std::size_t gap = theirs.text.find(kElided);
  const std::size_t behind = theirs.text.find(">>", gap) + 2;
  return theirs.octets == ours.octets && ours.text.starts_with(theirs.text.substr(0, gap)) &&
         ours.text.ends_with(theirs.text.substr(behind));
}

// " 5-Jan-2024 ..." and "05-Jan-2024 ..." are the same date.
std::string with_two_digits(std::string date) {
  if (date.starts_with(' ')) date.front() = '0';
  return date;
}

struct Listing {
  std::set<std::string> attributes;
  std::string delimiter;
};

std::map<std::string, Listing> listings_of(const Group& group, std::string_view word) {
  std::map<std::string, Listing> listings;
  for (const Response& response : group.untagged) {
    if (response.word != word || response.values.size() < 3) continue;
    Listing listing;
    for (const Value& item : response.values[0].items) {
      listing.attributes.insert(sim::upper(item.text));
    }
    listing.delimiter = response.values[1].text;
    listings[response.values[2].text] = listing;
  }
  return listings;
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

const Response* find_response(const Group& group, std::string_view word) {
  for (const Response& response : group.untagged) {
    if (response.word == word) return &response;
  }
  return nullptr;
}

// The items of STATUS: "MESSAGES" -> "7".
std::map<std::string, std::string> pairs_of(const Value& list) {
  std::map<std::string, std::string> pairs;
  for (std::size_t i = 0; i + 1 < list.items.size(); i += 2) {
    pairs[sim::upper(list.items[i].text)] = list.items[i + 1].text;
  }
  return pairs;
}

// Untagged OK with codes: "UIDNEXT" -> "8".
std::map<std::string, std::string> codes_of(const Group& group) {
  std::map<std::string, std::string> codes;
  for (const Response& response : group.untagged) {
    if (response.word == "OK" && !response.code.empty()) {
      codes[first_word(response.code)] = rest_of(response.code);
    }
  }
  return codes;
}

std::vector<std::uint32_t> numbers_of(const Response& response) {
  std::vector<std::uint32_t> numbers;
  for (const Value& value : response.values) {
    numbers.push_back(static_cast<std::uint32_t>(std::strtoul(value.text.c_str(), nullptr, 10)));
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace

bool ImapCheck::same_value(const std::string& item, const Value& theirs, const Value& ours) {
  if (item == "FLAGS") return without_recent(flag_set(theirs)) == without_recent(flag_set(ours));
  if (item == "INTERNALDATE") {
    return theirs.text == "<NOW>" || with_two_digits(theirs.text) == with_two_digits(ours.text);
  }
  if (item == "BODYSTRUCTURE" || item == "BODY") return same_ignoring_case(theirs, ours);
  if (theirs.elided) return same_elided(theirs, ours);
  return same_exactly(theirs, ours);
}

void ImapCheck::compare_fetches(ImapDifference& d, const Group& theirs, const Group& ours,
                                std::vector<Finding>& findings) {
  Fetched their_items = fetched_of(theirs);
  Fetched our_items = fetched_of(ours);
  std::set<std::uint32_t> numbers;
  for (const auto& [number, items] : their_items) numbers.insert(number);
  for (const auto& [number, items] : our_items) numbers.insert(number);
  const std::string command = sim::upper(d.command);
  d.gone_elsewhere =
      d.gone_elsewhere || std::any_of(ours.untagged.begin(), ours.untagged.end(),
                                      [](const Response& r) { return r.word == "EXPUNGE"; });
  std::set<std::string> told;  // each kind of difference once a command
  const auto found = [&](What what, const std::string& subject) {
    d.what = what;
    d.subject = subject;
    if (told.insert(std::to_string(static_cast<int>(what)) + subject).second) {
      findings.push_back(judge(d));
    }
  };
  for (std::uint32_t number : numbers) {
    const Items& a = their_items[number];
    const Items& b = our_items[number];
    std::set<std::string> names;
    for (const auto& [name, value] : a) names.insert(name);
    for (const auto& [name, value] : b) names.insert(name);
    for (const std::string& name : names) {
      const auto in_theirs = a.find(name);
      const auto in_ours = b.find(name);
      d.theirs = in_theirs == a.end() ? "" : to_text(in_theirs->second);
      d.ours = in_ours == b.end() ? "" : to_text(in_ours->second);
      if (in_theirs == a.end() || in_ours == b.end()) {
        d.asked =
            command.find("FETCH") != std::string::npos && command.find(name) != std::string::npos;
        found(What::not_told, comes_unasked(name) ? name : "item " + name);
        continue;
      }
      if (!same_value(name, in_theirs->second, in_ours->second)) found(What::value, name);
      if (name == "FLAGS" && flag_set(in_theirs->second).count("\\RECENT") !=
                                 flag_set(in_ours->second).count("\\RECENT")) {
        found(What::not_told, "\\RECENT");
      }
    }
  }
}

void ImapCheck::compare_listings(ImapDifference& d, const Group& theirs, const Group& ours,
                                 std::vector<Finding>& findings) {
  for (std::string_view word : {"LIST", "LSUB"}) {
    const auto a = listings_of(theirs, word);
    const auto b = listings_of(ours, word);
    std::set<std::string> only_theirs, only_ours;
    for (const auto& [name, listing] : a) {
      const auto own = b.find(name);
      if (own == b.end()) {
        only_theirs.insert(name);
        continue;
      }
      if (own->second.attributes == listing.attributes &&
          own->second.delimiter == listing.delimiter) {
        continue;
      }
      d.what = What::attributes;
      d.subject = std::string(word);
      d.theirs = joined(listing.attributes) + " " + listing.delimiter;
      d.ours = joined(own->second.attributes) + " " + own->second.delimiter;
      findings.push_back(judge(d));
    }
    for (const auto& [name, listing] : b) {
      if (a.count(name) == 0) only_ours.insert(name);
    }
    if (only_theirs.empty() && only_ours.empty()) continue;
    d.what = What::names;
    d.subject = std::string(word);
    d.theirs = joined(only_theirs);
    d.ours = joined(only_ours);
    only_theirs.insert(only_ours.begin(), only_ours.end());
    look_at_names(d, only_theirs);
    findings.push_back(judge(d));
  }
}

void ImapCheck::compare_data(ImapDifference& d, const Group& theirs, const Group& ours,
                             std::vector<Finding>& findings) {
  const auto found = [&](What what, std::string_view subject, std::string a, std::string b) {
    d.what = what;
    d.subject = subject;
    d.theirs = std::move(a);
    d.ours = std::move(b);
    findings.push_back(judge(d));
  };
  const Response* their_search = find_response(theirs, "SEARCH");
  const Response* our_search = find_response(ours, "SEARCH");
  if ((their_search == nullptr) != (our_search == nullptr)) {
    found(What::not_told, "SEARCH", their_search ? "told" : "", our_search ? "told" : "");
  } else if (their_search && numbers_of(*their_search) != numbers_of(*our_search)) {
    found(What::value, "SEARCH", their_search->line, our_search->line);
  }
  const Response* their_status = find_response(theirs, "STATUS");
  const Response* our_status = find_response(ours, "STATUS");
  if (their_status && our_status && their_status->values.size() > 1 &&
      our_status->values.size() > 1) {
    const auto theirs_told = pairs_of(their_status->values[1]);
    const auto ours_told = pairs_of(our_status->values[1]);
    for (const auto& [item, value] : theirs_told) {
      const auto own = ours_told.find(item);
      const bool same = own != ours_told.end() && bindings_.match(value, own->second, d.mailbox);
      if (!same) found(What::value, item, their_status->line, our_status->line);
    }
    if (ours_told.size() > theirs_told.size()) {
      found(What::value, "STATUS", their_status->line, our_status->line);
    }
  } else if ((their_status == nullptr) != (our_status == nullptr)) {
    found(What::not_told, "STATUS", their_status ? "told" : "", our_status ? "told" : "");
  }
  const auto a = codes_of(theirs);
  const auto b = codes_of(ours);
  d.their_code_only = true;
  for (const auto& [code, value] : a) {
    const auto own = b.find(code);
    if (own == b.end()) {
      found(What::not_told, code, value, "");
    } else if (code == "PERMANENTFLAGS") {
      continue;  // which flags are kept is the mailbox's own affair; FLAGS below likewise
    } else if (code == "COPYUID") {
      const bool same = bindings_.match(value.substr(0, value.find(' ')),
                                        own->second.substr(0, own->second.find(' ')), d.mailbox) &&
                        rest_of(value) == rest_of(own->second);
      if (!same) found(What::value, code, value, own->second);
    } else if (!bindings_.match(value, own->second, d.mailbox)) {
      found(What::value, code, value, own->second);
    }
  }
  for (const auto& [code, value] : b) {
    if (a.count(code) == 0) found(What::not_told, code, "", value);
  }
  d.their_code_only = false;
  for (std::string_view word : {"CAPABILITY", "ID", "NAMESPACE", "ENABLED", "BYE", "FLAGS"}) {
    const bool they = find_response(theirs, word) != nullptr;
    const bool we = find_response(ours, word) != nullptr;
    const std::string_view subject = word == "FLAGS" ? "FLAGS list" : word;
    if (they != we) found(What::not_told, subject, they ? "told" : "", we ? "told" : "");
  }
}

}  // namespace popscope::oracle
