#include "sim/mail/maildrop.h"

#include <algorithm>
#include <utility>

namespace popscope::sim {
namespace {

// "q4a1": a letter and two more characters that tell maildrops apart, then the count of deliveries.
UniqueId unique_id(std::uint64_t salt, std::uint64_t n) {
  static constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  UniqueId id;
  id += static_cast<char>('a' + salt % 26);
  id += kDigits[salt / 26 % 36];
  id += kDigits[salt / (26 * 36) % 36];
  return id + std::to_string(n);
}

}  // namespace

const StoredMessage& deliver(Maildrop& maildrop, MessagePtr message) {
  const UniqueId id = unique_id(maildrop.unique_salt, maildrop.next_unique++);
  maildrop.messages.push_back({id, std::move(message)});
  return maildrop.messages.back();
}

bool remove(Maildrop& maildrop, const UniqueId& unique_id) {
  const auto found = std::find_if(maildrop.messages.begin(), maildrop.messages.end(),
                                  [&](const StoredMessage& m) { return m.unique_id == unique_id; });
  if (found == maildrop.messages.end()) return false;
  maildrop.messages.erase(found);
  return true;
}

const StoredMessage* find(const Maildrop& maildrop, const UniqueId& unique_id) {
  for (const StoredMessage& m : maildrop.messages) {
    if (m.unique_id == unique_id) return &m;
  }
  return nullptr;
}

void digest(Digest& d, const Maildrop& maildrop) {
  d.text(maildrop.user);
  d.text(maildrop.password);
  d.u64(maildrop.messages.size());
  for (const StoredMessage& m : maildrop.messages) {
    d.text(m.unique_id);
    digest(d, *m.message);
  }
  d.flag(maildrop.locked_by.has_value());
  d.u32(maildrop.locked_by.value_or(SessionId{}).value);
  d.u64(maildrop.next_unique);
  d.u64(maildrop.unique_salt);
}

}  // namespace popscope::sim
