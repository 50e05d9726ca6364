#include "sim/device/device.h"

namespace popscope::sim {
namespace {

void digest_account(Digest& d, const Account& account) {
  d.u32(account.server.value);
  d.u8(static_cast<std::uint8_t>(account.protocol));
  d.u32(account.port);
  d.flag(account.tls);
  d.text(account.user);
  d.text(account.password);
  d.u8(static_cast<std::uint8_t>(account.policy));
  d.u32(account.leave_days);
  d.u64(account.fetch_octets_max);
  digest(d, account.habits);
  d.flag(account.idle);
  d.i64(account.check_every.us);
}

void digest_dialog(Digest& d, const Pop3Check& check) {
  d.u8(static_cast<std::uint8_t>(check.next));
  digest(d, check.habits);
  d.flag(check.sealed);
  d.flag(check.logged_in);
  d.text(check.timestamp);
  d.flag(check.announced.stls);
  d.flag(check.announced.pipelining);
  d.u32(check.announced.mechanisms.bits());
  d.u8(check.login);
  d.flag(check.exchange.has_value());
  if (check.exchange) digest(d, *check.exchange);
  d.text(check.answer);
  d.u8(check.look);
  d.flag(check.count.has_value());
  d.u32(check.count.value_or(0));
  d.flag(check.knows_ids);
  d.flag(check.knows_sizes);
  d.u64(check.sizes.size());
  for (const ScanListing& size : check.sizes) {
    d.u32(size.number);
    d.u64(size.octets);
  }
  d.u64(check.errands.size());
  for (const Errand& errand : check.errands) {
    d.u8(static_cast<std::uint8_t>(errand.kind));
    d.u32(errand.number);
  }
  d.u32(check.done);
  d.u64(check.marked.size());
  for (const std::uint32_t number : check.marked) d.u32(number);
}

void digest_flags(Digest& d, Flags flags) {
  d.u8(flags.system);
  d.u32(flags.keywords);
}

void digest_dialog(Digest& d, const ImapCheck& check) {
  d.u8(static_cast<std::uint8_t>(check.next));
  d.u32(check.commands);
  d.u32(check.changes_told);
  d.u64(check.there.size());
  for (const UidFlags& one : check.there) {
    d.u32(one.uid.value);
    digest_flags(d, one.flags);
  }
  d.u32(check.exists);
  d.u64(check.to_fetch.size());
  for (Uid uid : check.to_fetch) d.u32(uid.value);
  d.i64(check.rests_since ? check.rests_since->us : -1);
}

void digest_plan(Digest& d, const Plan& plan) {
  d.u8(static_cast<std::uint8_t>(plan.phase));
  d.u8(static_cast<std::uint8_t>(plan.dialog.index()));
  std::visit([&](const auto& dialog) { digest_dialog(d, dialog); }, plan.dialog);
  d.u32(plan.fetched_now);
  d.flag(plan.refused);
}

}  // namespace

void digest(Digest& d, const Device& device) {
  d.text(device.name);
  digest_account(d, device.account);
  d.flag(device.cut);
  d.i64(device.latency ? device.latency->us : -1);
  d.flag(device.link.has_value());
  d.u32(device.link.value_or(LinkId{}).value);
  digest(d, device.client);
  d.flag(device.plan.has_value());
  if (device.plan) digest_plan(d, *device.plan);
  d.u64(device.listed.size());
  for (const UidlEntry& entry : device.listed) {
    d.u32(entry.number);
    d.text(entry.unique_id);
  }
  d.u64(device.store.size());
  for (const FetchedMessage& fetched : device.store) {
    digest(d, *fetched.message);
    d.text(fetched.unique_id);
    d.i64(fetched.fetched.us);
    d.u32(fetched.uid.value);
    digest_flags(d, fetched.flags);
    digest(d, fetched.from);
    d.u32(fetched.copy);
  }
  d.u32(device.copies);
  d.u64(device.known.size());
  for (const KnownUniqueId& known : device.known) {
    d.text(known.user);
    d.text(known.unique_id);
    d.i64(known.fetched.us);
    d.flag(known.removed);
  }
  d.u64(device.previews.size());
  for (const Preview& preview : device.previews) {
    digest(d, *preview.header);
    d.text(preview.unique_id);
    d.text(preview.user);
    d.u64(preview.octets);
  }
  d.u64(device.changes.size());
  for (const LocalChange& change : device.changes) {
    d.u32(change.uid.value);
    d.u8(static_cast<std::uint8_t>(change.flag));
    digest(d, change.from);
  }
  d.flag(device.owes_expunge.has_value());
  digest(d, device.owes_expunge.value_or(Origin{}));
  d.i64(device.check_counts_from.us);
  d.text(device.last_reply);
}

}  // namespace popscope::sim
