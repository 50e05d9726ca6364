#pragma once
// A long list that fails becomes a short one that fails, too: pieces of it are left out as long as
// that is so (delta debugging: Zeller, Hildebrandt 2002, ddmin), then each item is made simpler.
#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace popscope::test {

template <class Item>
using Fails = std::function<bool(const std::vector<Item>&)>;

template <class Item>
std::vector<Item> leave_out(std::vector<Item> items, const Fails<Item>& fails) {
  std::size_t piece = std::max<std::size_t>(items.size() / 2, 1);
  while (!items.empty()) {
    bool shorter = false;
    for (std::size_t at = 0; at < items.size();) {
      const std::size_t end = std::min(at + piece, items.size());
      std::vector<Item> rest(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(at));
      rest.insert(rest.end(), items.begin() + static_cast<std::ptrdiff_t>(end), items.end());
      if (fails(rest)) {
        items = std::move(rest);
        shorter = true;
      } else {
        at = end;
      }
    }
    if (piece == 1 && !shorter) break;
    piece = std::max<std::size_t>(piece / 2, 1);
  }
  return items;
}

// `simpler` gives what an item could be instead, the simplest first.
template <class Item>
std::vector<Item> shrink(std::vector<Item> items, const Fails<Item>& fails,
                         const std::function<std::vector<Item>(const Item&)>& simpler) {
  items = leave_out(std::move(items), fails);
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const Item& other : simpler(items[i])) {
      std::vector<Item> tried = items;
      tried[i] = other;
      if (!fails(tried)) continue;
      items = std::move(tried);
      break;
    }
  }
  return leave_out(std::move(items), fails);
}

}  // namespace popscope::test
