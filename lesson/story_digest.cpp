#include "lesson/story_digest.h"

#include "sim/core/digest.h"

namespace popscope::lesson {
namespace {

// One overload an input and an op.
struct Reader {
  sim::Digest& d;

  void number(std::uint32_t n) const { d.u32(n); }
  template <class T>
  void some(const std::optional<T>& value) const {
    number(value ? static_cast<std::uint32_t>(*value) + 1 : 0);
  }
  void text(const std::optional<std::string>& words) const {
    d.flag(words.has_value());
    if (words) d.text(*words);
  }

  void operator()(const sim::Connect& a) const { number(a.device.value); }
  void operator()(const sim::Send& a) const {
    number(a.device.value);
    d.text(a.octets);
  }
  void operator()(const sim::Check& a) const { number(a.device.value); }
  void operator()(const sim::Cut& a) const { number(a.device.value); }
  void operator()(const sim::Plug& a) const { number(a.device.value); }
  void operator()(const sim::Reset& a) const { number(a.device.value); }
  void operator()(const sim::Close& a) const { number(a.device.value); }
  void operator()(const sim::Wait& a) const { d.i64(a.time.us); }
  void operator()(const sim::Deliver& a) const {
    number(a.maildrop.value);
    d.u64(a.message->octets_digest);
  }
  void operator()(const sim::Set& a) const {
    number(a.device.value);
    some(a.policy);
    text(a.user);
    text(a.password);
    some(a.protocol);
    some(a.port);
    some(a.tls);
    some(a.idle);
    d.i64(a.check_every ? a.check_every->us : -1);
    some(a.leave_days);
    d.flag(a.fetch_octets_max.has_value());
    d.u64(a.fetch_octets_max.value_or(0));
    some(a.preset);
  }
  void operator()(const sim::Use& a) const {
    number(a.device.value);
    number(static_cast<std::uint32_t>(a.deed));
    d.text(a.subject);
    number(a.nth);
  }
  void operator()(const sim::Filter& a) const {
    number(a.server.value);
    number(a.port);
    number(static_cast<std::uint32_t>(a.verdict));
  }
  void operator()(const sim::Stop& a) const { number(a.server.value); }
  void operator()(const sim::Restart& a) const { number(a.server.value); }
  void operator()(const sim::Delay& a) const {
    number(a.device.value);
    d.i64(a.latency.us);
  }
  void operator()(const sim::Storage& a) const {
    number(a.maildrop.value);
    d.flag(a.refuses_removal);
  }
  void operator()(const sim::Choose& a) const { number(a.option); }

  void operator()(const sim::Input& input) const {
    number(static_cast<std::uint32_t>(input.index()));
    std::visit(*this, input);
  }
  void operator()(const sim::Marker& op) const { number(op.index); }
  void operator()(const sim::Choice& op) const { all(op.ways); }
  void operator()(const sim::Together& op) const { all(op.lists); }
  void operator()(const sim::Jump& op) const { number(op.to); }
  void operator()(const sim::End&) const {}

  void all(const std::vector<std::uint32_t>& ops) const {
    d.u64(ops.size());
    for (const std::uint32_t op : ops) number(op);
  }
};

}  // namespace

std::uint64_t story_digest(const Compiled& compiled) {
  sim::Digest d;
  d.u64(sim::digest(compiled.start));
  d.u32(compiled.scenario->steps_max);  // where a long story is cut
  const Reader reader{d};
  for (const sim::Op& op : compiled.start.script->ops) {
    d.u32(static_cast<std::uint32_t>(op.index()));
    std::visit(reader, op);
  }
  // Ways are branches, and branches are found by their names.
  for (const MarkerMeaning& marker : compiled.markers) d.text(marker.way);
  return d.value();
}

}  // namespace popscope::lesson
