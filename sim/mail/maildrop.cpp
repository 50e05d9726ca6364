#include "sim/mail/maildrop.h"

#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/check.h"

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

bool has_room(const Maildrop& maildrop, std::size_t more) {
  std::size_t held = maildrop.messages.size();
  for (const Mailbox& folder : maildrop.folders) held += folder.messages.size();
  return more <= kMaildropMessagesMax && held <= kMaildropMessagesMax - more;
}

const StoredMessage& deliver(Maildrop& maildrop, MessagePtr message, Time received, Flags flags) {
  StoredMessage& stored = append(maildrop, std::move(message), received, flags);
  stored.unique_id = unique_id(maildrop.unique_salt, maildrop.next_unique++);
  return stored;
}

bool remove(Maildrop& maildrop, const UniqueId& unique_id) {
  const StoredMessage* found = find(maildrop, unique_id);
  return found != nullptr && remove(static_cast<Mailbox&>(maildrop), found->uid);
}

const StoredMessage* find(const Maildrop& maildrop, const UniqueId& unique_id) {
  for (const StoredMessage& m : maildrop.messages) {
    if (m.unique_id == unique_id) return &m;
  }
  return nullptr;
}

const Mailbox* find_mailbox(const Maildrop& maildrop, std::string_view name) {
  if (equal_ignoring_case(name, maildrop.name)) return &maildrop;
  for (const Mailbox& folder : maildrop.folders) {
    if (folder.name == name) return &folder;
  }
  return nullptr;
}

const Mailbox* find_mailbox(const Maildrop& maildrop, std::uint32_t uid_validity) {
  if (maildrop.uid_validity == uid_validity) return &maildrop;
  for (const Mailbox& folder : maildrop.folders) {
    if (folder.uid_validity == uid_validity) return &folder;
  }
  return nullptr;
}

Mailbox* find_mailbox(Maildrop& maildrop, std::uint32_t uid_validity) {
  return const_cast<Mailbox*>(find_mailbox(std::as_const(maildrop), uid_validity));
}

void subscribe(Maildrop& maildrop, const std::string& name, bool subscribed) {
  std::vector<std::string>& names = maildrop.subscriptions;
  const auto at = std::lower_bound(names.begin(), names.end(), name);
  const bool there = at != names.end() && *at == name;
  if (subscribed && !there) names.insert(at, name);
  if (!subscribed && there) names.erase(at);
}

Mailbox& add_folder(Maildrop& maildrop, std::string name) {
  Mailbox folder;
  folder.name = std::move(name);
  folder.uid_validity = maildrop.next_uid_validity++;
  maildrop.folders.push_back(std::move(folder));
  return maildrop.folders.back();
}

const StoredMessage& store(Maildrop& maildrop, std::uint32_t uid_validity, MessagePtr message,
                           Time internal_date, Flags flags) {
  if (uid_validity == maildrop.uid_validity) {
    return deliver(maildrop, std::move(message), internal_date, flags);
  }
  Mailbox* folder = find_mailbox(maildrop, uid_validity);
  POPSCOPE_CHECK(folder != nullptr);
  return append(*folder, std::move(message), internal_date, flags);
}

void digest(Digest& d, const Maildrop& maildrop) {
  digest(d, static_cast<const Mailbox&>(maildrop));
  d.text(maildrop.user);
  d.text(maildrop.password);
  d.flag(maildrop.locked_by.has_value());
  d.u32(maildrop.locked_by.value_or(SessionId{}).value);
  d.u64(maildrop.next_unique);
  d.u64(maildrop.unique_salt);
  d.u64(maildrop.folders.size());
  for (const Mailbox& folder : maildrop.folders) digest(d, folder);
  d.u64(maildrop.subscriptions.size());
  for (const std::string& name : maildrop.subscriptions) d.text(name);
  d.u32(maildrop.next_uid_validity);
  d.flag(maildrop.pop3_disabled);
  d.text(maildrop.app_password);
  d.text(maildrop.oauth_token);
  d.flag(maildrop.refuses_removal);
  d.flag(maildrop.last_login.has_value());
  d.i64(maildrop.last_login.value_or(Time{}).us);
}

}  // namespace popscope::sim
