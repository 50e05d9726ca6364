#pragma once
// A World's maildrops, as its sessions see them while they run. For sim/world only.
#include "sim/core/check.h"
#include "sim/world/world.h"

namespace popscope::sim {

class WorldStore final : public Store {
 public:
  explicit WorldStore(World& world) : world_(world), changing_(&world) {}
  explicit WorldStore(const World& world) : world_(world) {}  // to look only

  std::optional<MaildropId> find_user(std::string_view user) const override {
    return find_maildrop(world_, user);
  }
  const Maildrop& maildrop(MaildropId id) const override { return *world_.maildrops[id.value]; }
  Maildrop& modify(MaildropId id) override {
    POPSCOPE_CHECK(changing_ != nullptr);
    return changing_->maildrops[id.value].modify();
  }

 private:
  const World& world_;
  World* changing_ = nullptr;
};

}  // namespace popscope::sim
