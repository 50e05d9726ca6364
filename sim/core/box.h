#pragma once
// Box<T>: a value that is cheap to copy. Copies share one immutable T; `modify` copies it first
// when it is shared. Equality looks at the pointer before the value. This is what makes a World of
// thousands of messages copyable in a microsecond.
#include <memory>
#include <utility>

namespace popscope::sim {

template <class T>
class Box {
 public:
  Box() : value_(std::make_shared<T>()) {}
  Box(T value) : value_(std::make_shared<T>(std::move(value))) {}  // NOLINT: a Box is its value

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

  T& modify() {
    if (value_.use_count() != 1) value_ = std::make_shared<T>(*value_);
    return *value_;
  }

  // Whether both are one and the same value in memory: a copy of either costs nothing more.
  bool shares(const Box& other) const { return value_ == other.value_; }

  friend bool operator==(const Box& a, const Box& b) {
    return a.value_ == b.value_ || *a.value_ == *b.value_;
  }

 private:
  std::shared_ptr<T> value_;
};

}  // namespace popscope::sim
