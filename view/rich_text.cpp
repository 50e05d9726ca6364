#include "view/rich_text.h"

#include <algorithm>
#include <map>

namespace popscope::view {
namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kTerm = "term.";
constexpr std::string_view kAlias = "alias.";

// Octets of other alphabets are letters, so that no term is found inside a foreign word.
bool in_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// A letter or digit stands before or at `at`. What is encoded as E2 80 xx is punctuation: quotation
// marks, dashes, the ellipsis.
bool word_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || !in_word(text[at])) return false;
  return text.substr(at, 2) != "\xE2\x80";
}

bool word_before(std::string_view text, std::size_t at) {
  if (at == 0 || !in_word(text[at - 1])) return false;
  return at < 3 || text.substr(at - 3, 2) != "\xE2\x80";
}

bool is_mark(char c) { return c == '`' || c == '*' || c == '\\'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Where a span of that mark ends; npos when nothing closes it, or nothing stands in it.
std::size_t closing(std::string_view text, std::size_t open) {
  const char mark = text[open];
  if (open + 1 >= text.size() || text[open + 1] == mark) return std::string_view::npos;
  if (mark == '*' && text[open + 1] == ' ') return std::string_view::npos;
  for (std::size_t at = open + 1; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && is_mark(text[at + 1])) {
      ++at;
    } else if (text[at] == mark) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::string unescaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && is_mark(text[at + 1])) ++at;
    result += text[at];
  }
  return result;
}

// The glossary of a catalogue: two stretches of its keys, in their order.
class Glossary {
 public:
  explicit Glossary(const text::Catalogue& catalogue) : sentences_(catalogue.sentences()) {}

  struct Found {
    std::size_t length = 0;  // of the words in the text
    std::string term;
  };

  // The longest term that stands at `at`, where a word begins.
  Found at(std::string_view text, std::size_t at) const {
    Found best;
    look_up(kTerm, text.substr(at), text[at], best);
    look_up(kAlias, text.substr(at), text[at], best);
    const char small = lower(text[at]);
    if (small == text[at]) return best;
    look_up(kTerm, text.substr(at), small, best);
    look_up(kAlias, text.substr(at), small, best);
    return best;
  }

 private:
  // `first` stands for the first letter: as written, or small at the beginning of a sentence.
  void look_up(std::string_view prefix, std::string_view text, char first, Found& best) const {
    std::size_t word_end = 1;
    while (word_at(text, word_end)) ++word_end;
    std::string begins(prefix);
    begins += first;
    begins += text.substr(1, word_end - 1);
    for (auto it = sentences_.lower_bound(begins);
         it != sentences_.end() && it->first.compare(0, begins.size(), begins) == 0; ++it) {
      const std::string_view words = std::string_view(it->first).substr(prefix.size());
      if (words.size() <= best.length || !stands(words, text)) continue;
      best.length = words.size();
      best.term = prefix == kTerm ? it->first : std::string(kTerm) + it->second;
    }
  }

  // The first letter has been compared.
  static bool stands(std::string_view words, std::string_view text) {
    if (text.size() < words.size()) return false;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const bool space = words[i] == '_' && (text[i] == ' ' || text[i] == '\n');
      if (!space && words[i] != text[i]) return false;
    }
    return !word_at(text, words.size());
  }

  const Sentences& sentences_;
};

class Reader {
 public:
  explicit Reader(const text::Catalogue& catalogue) : glossary_(catalogue) {}

  RichText read(std::string_view text) {
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '\\' && at + 1 < text.size() && is_mark(text[at + 1])) {
        ++at;
        continue;
      }
      if (text[at] != '`' && text[at] != '*') continue;
      const std::size_t end = closing(text, at);
      if (end == std::string_view::npos) continue;
      words(text.substr(from, at - from), Span::Style::plain);
      const std::string_view inside = text.substr(at + 1, end - at - 1);
      if (text[at] == '`') {
        put(unescaped(inside), Span::Style::code, {});
      } else {
        words(inside, Span::Style::strong);
      }
      at = end;
      from = end + 1;
    }
    words(text.substr(from), Span::Style::plain);
    return std::move(spans_);
  }

 private:
  void put(std::string text, Span::Style style, std::string term) {
    if (!text.empty()) spans_.push_back({std::move(text), style, std::move(term)});
  }

  void words(std::string_view marked, Span::Style style) {
    const std::string text = unescaped(marked);
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size();) {
      const bool begins = word_at(text, at) && !word_before(text, at);
      Glossary::Found found;
      if (begins) found = glossary_.at(text, at);
      if (found.length == 0 || seen(found.term)) {
        at += std::max<std::size_t>(found.length, 1);
        continue;
      }
      put(text.substr(from, at - from), style, {});
      put(text.substr(at, found.length), style, found.term);
      at += found.length;
      from = at;
    }
    put(text.substr(from), style, {});
  }

  bool seen(const std::string& term) const {
    return std::any_of(spans_.begin(), spans_.end(),
                       [&](const Span& span) { return span.term == term; });
  }

  Glossary glossary_;
  RichText spans_;
};

}  // namespace

RichText rich_text(std::string_view text, const text::Catalogue& catalogue) {
  return Reader(catalogue).read(text);
}

std::string plain_text(const RichText& text) {
  std::string all;
  for (const Span& span : text) all += span.text;
  return all;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (is_mark(c)) result += '\\';
    result += c;
  }
  return result;
}

}  // namespace popscope::view
