#pragma once
// SharedOctets: an immutable run of octets, shared by everything that refers to it (a message in
// several maildrops, a reply in the segments that carry it). A slice keeps the whole alive.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace popscope::sim {

class SharedOctets {
 public:
  SharedOctets() = default;
  SharedOctets(std::string octets)  // NOLINT: octets are octets
      : whole_(std::make_shared<const std::string>(std::move(octets))), size_(whole_->size()) {}

  std::string_view view() const {
    return whole_ ? std::string_view(*whole_).substr(first_, size_) : std::string_view{};
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  SharedOctets slice(std::size_t first, std::size_t size) const {
    SharedOctets part = *this;
    part.first_ = first_ + first;
    part.size_ = size;
    return part;
  }

  friend bool operator==(const SharedOctets& a, const SharedOctets& b) {
    return (a.whole_ == b.whole_ && a.first_ == b.first_ && a.size_ == b.size_) ||
           a.view() == b.view();
  }

 private:
  std::shared_ptr<const std::string> whole_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace popscope::sim
