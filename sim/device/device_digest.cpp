#include "sim/device/device.h"

namespace popscope::sim {
namespace {

void digest_account(Digest& d, const Account& account) {
  d.u32(account.server.value);
  d.u32(account.port);
  d.text(account.user);
  d.text(account.password);
  d.u8(static_cast<std::uint8_t>(account.policy));
}

void digest_plan(Digest& d, const Plan& plan) {
  d.u8(static_cast<std::uint8_t>(plan.next));
  d.u64(plan.to_fetch.size());
  for (std::uint32_t number : plan.to_fetch) d.u32(number);
  d.u32(plan.fetched_now);
  d.flag(plan.refused);
}

}  // namespace

void digest(Digest& d, const Device& device) {
  d.text(device.name);
  digest_account(d, device.account);
  d.flag(device.cut);
  d.flag(device.link.has_value());
  d.u32(device.link.value_or(LinkId{}).value);
  pop3::digest(d, device.client);
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
  }
  d.u64(device.known.size());
  for (const UniqueId& id : device.known) d.text(id);
  d.text(device.last_reply);
}

}  // namespace popscope::sim
