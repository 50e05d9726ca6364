#include "sim/transcript/transcript.h"

namespace popscope::sim {

std::vector<std::string> lines_of(std::string_view octets) {
  std::vector<std::string> lines;
  while (!octets.empty()) {
    const std::size_t end = octets.find('\n');
    std::string_view line = octets.substr(0, end);
    octets.remove_prefix(end == std::string_view::npos ? octets.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
  }
  return lines;
}

void Transcript::read(const Events& events) {
  for (const Event& event : events) {
    if (const auto* command = std::get_if<CommandReceived>(&event)) {
      for (std::string& line : lines_of(command->command.text))
        lines_.push_back({command->link, Side::device, std::move(line)});
    } else if (const auto* sent = std::get_if<ReplySent>(&event)) {
      on_their_way_[{sent->link, sent->index}] = sent->octets;
    } else if (const auto* lost = std::get_if<ReplyLost>(&event)) {
      on_their_way_.erase({lost->link, lost->index});
    } else if (const auto* reply = std::get_if<ReplyReceived>(&event)) {
      const auto it = on_their_way_.find({reply->link, reply->index});
      if (it == on_their_way_.end()) continue;
      for (std::string& line : lines_of(it->second.view()))
        lines_.push_back({reply->link, Side::server, std::move(line)});
      on_their_way_.erase(it);
    }
  }
}

std::vector<std::string> Transcript::of(LinkId link, Side from) const {
  std::vector<std::string> all;
  for (const TranscriptLine& line : lines_)
    if (line.link == link && line.from == from) all.push_back(line.text);
  return all;
}

}  // namespace popscope::sim
