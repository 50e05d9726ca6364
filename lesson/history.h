#pragma once
// History: what a branch's past holds that neither its steps nor a World tell without a search: the
// states that each session went through, what each place held and when, where
// each line was sent, how long each reply is. An index over moments and steps that only grows; it
// decides nothing and knows no words.
#include <cstdint>
#include <optional>
#include <vector>

#include "lesson/held.h"
#include "sim/session/session.h"
#include "sim/timeline/steps.h"
#include "sim/timeline/timeline.h"

namespace popscope::lesson {

// A reply's payload beyond this many rows is shown folded: all but the last two rows are its first
// lines, then a row for what is left out, then the line that ends the reply.
inline constexpr std::uint32_t kPayloadRowsMax = 12;

// A session in one state, in steps. `cut_off`: nobody is at the other end any more.
struct StateSpan {
  sim::SessionId session;
  sim::StateKind state;
  bool cut_off = false;
  std::uint32_t column = 0;      // beside its server, where no other living session is
  std::uint32_t first_step = 0;
  std::uint32_t last_step = 0;   // 0: it lasts
};

// One step that belongs to a link, and how many rows of raw lines come before it.
struct LinkStep {
  std::uint32_t step = 0;
  std::uint32_t rows_before = 0;
};

struct LinkHistory {
  std::vector<std::uint32_t> commands_sent;  // moments, by index of the line
  std::vector<std::uint32_t> commands_ran;   // POP3: moments, by index of the line; 0: never
  std::vector<std::uint32_t> replies_sent;   // moments, by index of the reply
  std::uint32_t session_ended = 0;           // the moment, of QUIT's too; 0: not yet
  bool waited_for_tls = false;               // the server, in vain
  std::optional<sim::pop3::TooMuch> too_much{};  // what made the device break it off
  bool logged_in = false;
  bool over = false;
  std::vector<LinkStep> steps;
  std::uint32_t rows = 0;                    // of raw lines, folded, in all
};

class History {
 public:
  void update(const sim::Timeline& timeline, sim::BranchId branch, const sim::Steps& steps);

  const std::vector<StateSpan>& spans() const { return spans_; }  // by first step
  // The state of a session as the steps up to this one tell it; none before its greeting and after
  // its end.
  std::optional<sim::StateKind> state_told(sim::SessionId session, std::uint32_t step) const;
  const Held& held() const { return held_; }
  std::uint32_t links() const { return static_cast<std::uint32_t>(links_.size()); }
  const LinkHistory& link(sim::LinkId id) const;

  // Lines below a reply's first one, with the one that ends it. Steps count from 1.
  std::uint32_t payload_lines(std::uint32_t step) const { return steps_[step - 1].payload_lines; }
  // Segments of all steps before this one.
  std::uint32_t segments_before(std::uint32_t step) const { return steps_[step - 1].segments; }
  // How many different closing times the steps up to this one have.
  std::uint32_t times_up_to(std::uint32_t step) const {
    return step == 0 ? 0 : steps_[step - 1].times;
  }
  // How many segments all steps have.
  std::uint32_t segments() const { return segments_; }

 private:
  struct OfStep { std::uint32_t payload_lines, segments, times; };
  struct Change {                // happened in `moment`; its step has not closed
    std::uint32_t moment = 0;
    sim::StateKind to;
  };
  struct OfSession {
    std::vector<Change> changes;
    std::optional<std::uint32_t> span;  // index of the one that lasts
    std::uint32_t column = 0;
    bool began = false;
  };
  class Reader;

  void append(const sim::Timeline& timeline, sim::BranchId branch, const sim::Steps& steps,
              std::uint32_t step);
  void append_changes(const sim::Step& step, std::uint32_t number);
  void append_to_links(const sim::Timeline& timeline, sim::BranchId branch, const sim::Step& step,
                       std::uint32_t number);
  void add_row(sim::LinkId link, std::uint32_t step, std::uint32_t rows);
  void change(sim::SessionId session, sim::StateKind to, std::uint32_t step);
  void set_cut_off(const sim::World& tip, sim::DeviceId device, std::optional<sim::LinkId> but,
                   bool cut_off, std::uint32_t step);
  void begin_span(StateSpan span);
  std::uint32_t free_column() const;

  std::vector<StateSpan> spans_;
  Held held_;
  std::vector<LinkHistory> links_;
  std::vector<OfSession> sessions_;
  std::vector<sim::LinkId> living_;     // links that may still come to a session, or have one
  std::vector<OfStep> steps_;
  std::uint32_t seen_ = 0;              // moments
  std::uint32_t segments_ = 0;
  std::uint32_t times_ = 0;
};

}  // namespace popscope::lesson
