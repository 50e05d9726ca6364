#pragma once
// How a quiz speaks: to a person in sentences, or to a machine in JSON Lines.
#include <memory>
#include <string>
#include <vector>

#include "cli/quiz_serve.h"
#include "quiz/attempt.h"
#include "text/catalogue.h"

namespace popscope::cli {

class QuizVoice {
 public:
  virtual ~QuizVoice() = default;
  virtual void begin(const quiz::Attempt& attempt, bool resumed) = 0;
  virtual void question(const quiz::Attempt& attempt, std::uint32_t index, quiz::Clock now) = 0;
  virtual void question_line(const quiz::Attempt& attempt, std::uint32_t index) = 0;
  // An answer was taken; with feedback where the attempt shows it.
  virtual void taken(const quiz::Attempt& attempt, std::uint32_t index) = 0;
  virtual void report(const quiz::Attempt& attempt) = 0;
  // A sentence of the catalogue.
  virtual void say(const char* key, const text::Arguments& arguments = {}) = 0;
  // One that is made already.
  virtual void say_text(const std::string& sentence) = 0;
  // What was said on the wire since (do it).
  virtual void wire(const std::vector<std::string>& lines) = 0;
  // What is to be answered next (serve).
  virtual void asks(const Serving::Asked& asked) = 0;
  virtual void prompt(const std::string& who) = 0;
};

std::unique_ptr<QuizVoice> voice_in_words(const text::Catalogue& catalogue, std::FILE* out);
std::unique_ptr<QuizVoice> voice_in_json(const text::Catalogue& catalogue, std::FILE* out);

}  // namespace popscope::cli
