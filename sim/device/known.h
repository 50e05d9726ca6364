#pragma once
// What a device remembers of a maildrop's messages, by unique-id, across sessions. For sim/device
// only. RFC 1939 section 7: a unique-id stays with its message, but identical copies may share one;
// so one known stands for one that is listed, never for two.
#include <string>
#include <string_view>
#include <vector>

#include "sim/device/device.h"

namespace popscope::sim {

// A longer unique-id is not believed: RFC 1939 section 7 allows 70 octets; longer ones are seen.
inline constexpr std::size_t kUniqueIdOctetsMax = 512;
// The most messages that a check for mail believes a server to have.
inline constexpr std::uint32_t kFetchMax = 100'000;

// "2 q4a2", a line of UIDL's listing; "2 320", one of LIST's. None: it is no such line.
std::optional<UidlEntry> uidl_entry(std::string_view line);
std::optional<ScanListing> scan_listing(std::string_view line);

// Whole listings, in order of numbers; of a number that comes twice the first counts.
std::vector<UidlEntry> uidl_listing(std::string_view payload);
std::vector<ScanListing> scan_listings(std::string_view payload);

UniqueId unique_id_of(const Device& device, std::uint32_t number);

// A message that is listed, and what the device knows of it.
struct ListedMessage {
  std::uint32_t number = 0;
  UniqueId unique_id;
  bool known = false;  // fetched before
  Time fetched{};
  bool removed = false;
};
std::vector<ListedMessage> compare_listed(const Device& device, const std::string& user);

// It has been fetched: known from now on, and its preview is no longer needed.
void note_fetched(Device& device, const std::string& user, const UniqueId& id, Time now);

// Its user has removed a copy here, which is not in the store any more. False: nothing is to be
// told of it, because it is not known, or another copy is still here.
bool note_removed_here(Device& device, const std::string& user, const UniqueId& id);

// The whole listing of a session that has marked nothing says what is there: of all else nothing
// needs to be known.
void forget_unlisted(Device& device, const std::string& user);

// Its removal is believed.
void forget(Device& device, const std::string& user, const UniqueId& id);

const Preview* find_preview(const Device& device, const std::string& user, const UniqueId& id);

}  // namespace popscope::sim
