#pragma once
// Queue<T>: first in, first out, over one vector. It is here because an empty std::deque costs two
// allocations to copy, and a World that is kept after each moment holds many empty queues.
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace popscope::sim {

template <class T>
class Queue {
 public:
  using const_iterator = typename std::vector<T>::const_iterator;

  bool empty() const { return first_ == items_.size(); }
  std::size_t size() const { return items_.size() - first_; }
  const T& front() const { return items_[first_]; }
  const T& back() const { return items_.back(); }
  const T& operator[](std::size_t n) const { return items_[first_ + n]; }
  const_iterator begin() const { return items_.begin() + static_cast<std::ptrdiff_t>(first_); }
  const_iterator end() const { return items_.end(); }

  void push_back(T item) { items_.push_back(std::move(item)); }

  // Takes the front out. The queue must not be empty.
  T pop_front() {
    T item = std::move(items_[first_++]);
    if (first_ == items_.size()) {
      clear();
    } else if (first_ >= kTakenMax && first_ * 2 >= items_.size()) {
      // Each item moves once or less.
      items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
      first_ = 0;
    }
    return item;
  }

  // In the middle: whoever takes often takes the front.
  void insert(std::size_t n, T item) {
    items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(first_ + n), std::move(item));
  }
  void set(std::size_t n, T item) { items_[first_ + n] = std::move(item); }
  T take(std::size_t n) {
    if (n == 0) return pop_front();
    const auto at = items_.begin() + static_cast<std::ptrdiff_t>(first_ + n);
    T item = std::move(*at);
    items_.erase(at);
    return item;
  }

  void clear() {
    items_.clear();
    first_ = 0;
  }

  friend bool operator==(const Queue& a, const Queue& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  static constexpr std::size_t kTakenMax = 32;
  std::vector<T> items_;
  std::size_t first_ = 0;  // what stands before it has been taken
};

}  // namespace popscope::sim
