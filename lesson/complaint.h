#pragma once
// How lesson speaks of a mistake in an author's file: a Diagnostic at the place where the faulty
// thing stands. The sentences are in assets/text/en/lesson.json; none is here.
#include <string>
#include <string_view>
#include <vector>

#include "lesson/scenario.h"
#include "text/diagnostic.h"

namespace popscope::lesson {

// `code` without its common beginning "diagnostic.lesson.".
text::Diagnostic complaint(std::string_view code, const std::string& file, const Where& where,
                           text::Arguments arguments = {});

// ["Invoice 4471", "Lunch on Friday?"]: lists are shown as an author would write them.
std::string as_list(const std::vector<std::string>& texts);
std::string as_list(const std::vector<std::uint32_t>& numbers);

// Collects the complaints about one file.
class Complaints {
 public:
  Complaints(std::string file, text::Diagnostics& diagnostics)
      : file_(std::move(file)), diagnostics_(diagnostics) {}

  void add(std::string_view code, const Where& where, text::Arguments arguments = {});

  // A name that is none of `known`: CODE_near when one of them is like it, else CODE with all.
  void unknown(std::string_view code, std::string_view word, const std::vector<std::string>& known,
               const Where& where);

  const std::string& file() const { return file_; }

 private:
  std::string file_;
  text::Diagnostics& diagnostics_;
};

}  // namespace popscope::lesson
