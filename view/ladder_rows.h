#pragma once
// Which step, exchange or segment stands in which row of the ladder, at the grain of the visit. At
// grain segment a step's segments stand above its line; at grain exchange a command and its reply
// share a row. Knows no words and no lanes.
#include <cstdint>
#include <optional>

#include "lesson/visit.h"

namespace popscope::view {

class LadderRows {
 public:
  explicit LadderRows(const lesson::Visit& visit)
      : visit_(visit), steps_(visit.steps()), history_(visit.history()) {}

  struct Place {
    std::uint32_t step = 0;
    std::optional<std::uint32_t> segment;
    std::optional<std::uint32_t> command;  // exchange: the step that `step` replies to
  };

  std::uint32_t count() const;
  std::uint32_t first_of(std::uint32_t step) const;
  std::uint32_t line_of(std::uint32_t step) const;
  Place at(std::uint32_t row) const;
  // The moment in which what stands there has happened, and in which the first of it has.
  std::uint32_t moment(const Place& place) const;
  std::uint32_t begins(const Place& place) const;
  // How many rows, from the first on, may be told when nothing behind a moment may.
  std::uint32_t told(std::uint32_t hidden_after) const;
  // The row on which the cursor stands; none at the start.
  std::optional<std::uint32_t> at_cursor(const lesson::Visit& visit) const;

 private:
  bool stands_for_a_row(std::uint32_t step) const;  // at grain exchange
  std::uint32_t exchange_at(std::uint32_t row) const;  // its last step
  bool exchanges() const { return visit_.grain() == lesson::Grain::exchange; }
  bool segments() const { return visit_.grain() == lesson::Grain::segment; }

  const lesson::Visit& visit_;
  const sim::Steps& steps_;
  const lesson::History& history_;
};

}  // namespace popscope::view
