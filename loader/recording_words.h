#pragma once
// The words of a recording that stand for values, for reading it and for writing it.
#include <string>
#include <utility>
#include <vector>

#include "lesson/recording.h"
#include "sim/core/check.h"

namespace popscope::loader {

// --- an input, flat: the act's name and what it needs ---

enum class ActName {
  connect, send, check, cut, plug, reset, close, wait, deliver, set, read, remove, firewall, choose,
  stop, restart, delay, storage
};

inline const std::vector<std::pair<std::string, ActName>>& act_names() {
  static const std::vector<std::pair<std::string, ActName>> names = {
      {"connect", ActName::connect}, {"send", ActName::send},       {"check", ActName::check},
      {"cut", ActName::cut},         {"plug", ActName::plug},       {"reset", ActName::reset},
      {"close", ActName::close},     {"wait", ActName::wait},       {"deliver", ActName::deliver},
      {"set", ActName::set},         {"read", ActName::read},       {"delete", ActName::remove},
      {"firewall", ActName::firewall}, {"choose", ActName::choose},
      {"stop", ActName::stop},       {"restart", ActName::restart}, {"delay", ActName::delay},
      {"storage", ActName::storage}};
  return names;
}

inline const std::vector<std::pair<std::string, sim::Policy>>& policies() {
  static const std::vector<std::pair<std::string, sim::Policy>> names = {
      {"remove at once", sim::Policy::remove_at_once},
      {"leave on server", sim::Policy::leave_on_server},
      {"leave for days", sim::Policy::leave_for_days},
      {"leave until removed", sim::Policy::leave_until_removed}};
  return names;
}

inline const std::vector<std::pair<std::string, sim::Preset>>& presets() {
  static const auto names = [] {
    std::vector<std::pair<std::string, sim::Preset>> all;
    for (const sim::PresetSpec& spec : sim::preset_table())
      all.emplace_back(std::string(spec.name), spec.preset);
    return all;
  }();
  return names;
}

inline const std::vector<std::pair<std::string, sim::Protocol>>& protocols() {
  static const std::vector<std::pair<std::string, sim::Protocol>> names = {
      {"pop3", sim::Protocol::pop3}, {"imap", sim::Protocol::imap}};
  return names;
}

inline const std::vector<std::pair<std::string, sim::Verdict>>& verdicts() {
  static const std::vector<std::pair<std::string, sim::Verdict>> names = {
      {"pass", sim::Verdict::pass},
      {"reject", sim::Verdict::reject},
      {"drop", sim::Verdict::drop}};
  return names;
}

inline const std::vector<std::pair<std::string, lesson::Grain>>& grains() {
  static const std::vector<std::pair<std::string, lesson::Grain>> names = {
      {"exchange", lesson::Grain::exchange},
      {"line", lesson::Grain::line},
      {"segment", lesson::Grain::segment}};
  return names;
}

template <typename T>
const std::string& name_for(const std::vector<std::pair<std::string, T>>& names, T value) {
  for (const auto& name : names) {
    if (name.second == value) return name.first;
  }
  POPSCOPE_CHECK(false);  // a value that the table does not name
}

}  // namespace popscope::loader
