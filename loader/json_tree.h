#pragma once

// JSON as a tree that still knows where everything stood. It keeps the order of keys, sees keys
// that are written twice, and keeps whole numbers exact. It knows nothing of what the keys mean
// (loader/object_reader does), and no header of the JSON library leaves the .cpp file.
//
//     text::Diagnostics problems;
//     const std::optional<Node> tree = read_json(source, "my-lesson.json", problems);
//     if (problems.empty()) use(*tree);

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "loader/source_text.h"
#include "text/diagnostic.h"

namespace popscope::loader {

struct Node;
struct Member;
using Array = std::vector<Node>;
using Object = std::vector<Member>;

enum class NodeKind { null, boolean, integer, real, text, array, object };

struct Node {
  Place place;
  // A whole number is an int64_t wherever it fits, a uint64_t beyond; 1.0 and 1e3 are doubles.
  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array,
               Object>
      value;
  bool refused = false;  // a number that nothing can hold: it has been complained about
};

struct Member {
  std::string key;
  Place key_place;  // of the key with its quotation marks
  Node value;
};

NodeKind kind_of(const Node& node);

// The member of that key (the first, where the key was written twice), or null.
const Member* find_member(const Object& object, std::string_view key);

// A scenario is kilobytes; what is beyond these is a mistake or an attack.
inline constexpr std::size_t kJsonOctetsMax = 16u * 1024 * 1024;
inline constexpr std::size_t kJsonValuesMax = 1'000'000;
inline constexpr int kJsonDepthMax = 64;
inline constexpr std::size_t kProblemsPerFileMax = 50;

// Reads one text. Every mistake found is added to `problems`; the usual slips of hand-written JSON
// are read over, so that one pass shows as many mistakes as possible. There is a tree whenever it
// could be read to its end, mistakes or not: good is what added no problem.
std::optional<Node> read_json(std::string_view source, std::string_view file,
                              text::Diagnostics& problems);

}  // namespace popscope::loader
