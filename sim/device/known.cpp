#include "sim/device/known.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>
#include <utility>

namespace popscope::sim {
namespace {

// Takes a decimal number and the blanks behind it off the front. One that does not fit is the
// largest: a server that says so means that it is too much.
template <class Number>
std::optional<Number> take_number(std::string_view& text) {
  Number n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) n = std::numeric_limits<Number>::max();
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() != ' ') return std::nullopt;
  while (text.starts_with(' ')) text.remove_prefix(1);
  return n;
}

bool is_message_number(std::uint32_t number) { return number >= 1 && number <= kFetchMax; }

// Reads a listing line by line, puts it in order of numbers and leaves the first of each.
template <class Entry, class Read>
std::vector<Entry> listing(std::string_view payload, const Read& read) {
  std::vector<Entry> entries;
  while (!payload.empty()) {
    const std::size_t end = payload.find("\r\n");
    if (auto entry = read(payload.substr(0, end))) entries.push_back(*std::move(entry));
    payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 2);
  }
  const auto before = [](const Entry& a, const Entry& b) { return a.number < b.number; };
  const auto same = [](const Entry& a, const Entry& b) { return a.number == b.number; };
  if (!std::is_sorted(entries.begin(), entries.end(), before))
    std::stable_sort(entries.begin(), entries.end(), before);
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
  return entries;
}

// For each that is listed, which of what is known it is. Both in order of unique-ids, so that
// thousands take no time.
std::vector<std::optional<std::size_t>> paired(const Device& device, const std::string& user) {
  const std::vector<UidlEntry>& listed = device.listed;
  const std::vector<KnownUniqueId>& known = device.known;
  std::vector<std::size_t> there, here;
  for (std::size_t i = 0; i < listed.size(); ++i) there.push_back(i);
  for (std::size_t i = 0; i < known.size(); ++i)
    if (known[i].user == user) here.push_back(i);
  std::stable_sort(there.begin(), there.end(), [&](std::size_t a, std::size_t b) {
    return listed[a].unique_id < listed[b].unique_id;
  });
  // Of two that share a unique-id the one that its user still has counts as there.
  std::stable_sort(here.begin(), here.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(known[a].unique_id, known[a].removed) <
           std::tie(known[b].unique_id, known[b].removed);
  });
  std::vector<std::optional<std::size_t>> pairs(listed.size());
  auto next = here.begin();
  for (const std::size_t i : there) {
    while (next != here.end() && known[*next].unique_id < listed[i].unique_id) ++next;
    if (next == here.end()) break;
    if (known[*next].unique_id == listed[i].unique_id) pairs[i] = *next++;
  }
  return pairs;
}

bool is_of(const KnownUniqueId& known, const std::string& user, const UniqueId& id) {
  return known.unique_id == id && known.user == user;
}

}  // namespace

std::optional<UidlEntry> uidl_entry(std::string_view line) {
  const std::optional<std::uint32_t> number = take_number<std::uint32_t>(line);
  if (!number || !is_message_number(*number)) return std::nullopt;
  if (line.empty() || line.size() > kUniqueIdOctetsMax) return std::nullopt;
  return UidlEntry{*number, UniqueId(line)};
}

std::optional<ScanListing> scan_listing(std::string_view line) {
  const std::optional<std::uint32_t> number = take_number<std::uint32_t>(line);
  if (!number || !is_message_number(*number)) return std::nullopt;
  const std::optional<std::uint64_t> octets = take_number<std::uint64_t>(line);
  if (!octets) return std::nullopt;
  return ScanListing{*number, *octets};
}

std::vector<UidlEntry> uidl_listing(std::string_view payload) {
  return listing<UidlEntry>(payload, uidl_entry);
}

std::vector<ScanListing> scan_listings(std::string_view payload) {
  return listing<ScanListing>(payload, scan_listing);
}

UniqueId unique_id_of(const Device& device, std::uint32_t number) {
  const auto found = std::lower_bound(
      device.listed.begin(), device.listed.end(), number,
      [](const UidlEntry& entry, std::uint32_t n) { return entry.number < n; });
  if (found == device.listed.end() || found->number != number) return {};
  return found->unique_id;
}

std::vector<ListedMessage> compare_listed(const Device& device, const std::string& user) {
  const std::vector<std::optional<std::size_t>> pairs = paired(device, user);
  std::vector<ListedMessage> messages;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    ListedMessage message{device.listed[i].number, device.listed[i].unique_id};
    if (pairs[i]) {
      const KnownUniqueId& known = device.known[*pairs[i]];
      message.known = true;
      message.fetched = known.fetched;
      message.removed = known.removed;
    }
    messages.push_back(std::move(message));
  }
  return messages;
}

void note_fetched(Device& device, const std::string& user, const UniqueId& id, Time now) {
  if (id.empty()) return;
  std::erase_if(device.previews, [&](const Preview& preview) {
    return preview.unique_id == id && preview.user == user;
  });
  // Whoever fetches the same message once more knows no more than before.
  const auto known =
      std::count_if(device.known.begin(), device.known.end(),
                    [&](const KnownUniqueId& one) { return is_of(one, user, id); });
  const auto listed =
      std::count_if(device.listed.begin(), device.listed.end(),
                    [&](const UidlEntry& entry) { return entry.unique_id == id; });
  if (known < listed) device.known.push_back({user, id, now});
}

bool note_removed_here(Device& device, const std::string& user, const UniqueId& id) {
  if (id.empty()) return false;
  auto held = std::count_if(
      device.store.begin(), device.store.end(),
      [&](const FetchedMessage& m) { return m.unique_id == id && m.from.user == user; });
  for (KnownUniqueId& known : device.known) {
    if (!is_of(known, user, id) || known.removed) continue;
    if (held-- > 0) continue;  // another copy is still here
    known.removed = true;
    return true;
  }
  return false;
}

void forget_unlisted(Device& device, const std::string& user) {
  std::vector<bool> is_listed(device.known.size());
  for (const std::optional<std::size_t>& known : paired(device, user))
    if (known) is_listed[*known] = true;
  std::size_t at = 0;
  std::erase_if(device.known, [&](const KnownUniqueId& known) {
    return !is_listed[at++] && known.user == user;
  });
  std::erase_if(device.previews, [&](const Preview& preview) {
    return preview.user == user &&
           std::none_of(device.listed.begin(), device.listed.end(), [&](const UidlEntry& entry) {
             return entry.unique_id == preview.unique_id;
           });
  });
}

void forget(Device& device, const std::string& user, const UniqueId& id) {
  const auto found =
      std::find_if(device.known.begin(), device.known.end(),
                   [&](const KnownUniqueId& known) { return is_of(known, user, id); });
  if (found != device.known.end()) device.known.erase(found);
}

const Preview* find_preview(const Device& device, const std::string& user, const UniqueId& id) {
  const auto found = std::find_if(
      device.previews.begin(), device.previews.end(), [&](const Preview& preview) {
        return preview.user == user && preview.unique_id == id && !id.empty();
      });
  return found == device.previews.end() ? nullptr : &*found;
}

}  // namespace popscope::sim
