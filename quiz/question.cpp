#include "quiz/question.h"

#include <algorithm>

namespace popscope::quiz {

std::string_view to_text(Type type) {
  switch (type) {
    case Type::single: return "single";
    case Type::multiple: return "multiple";
    case Type::matching: return "matching";
    case Type::ordering: return "ordering";
    case Type::numeric: return "numeric";
    case Type::predict: return "predict";
    case Type::do_it: return "do it";
    case Type::spot: return "spot";
    case Type::serve: return "serve";
  }
  return "";
}

std::string_view to_text(Drawn command) {
  switch (command) {
    case Drawn::stat: return "STAT";
    case Drawn::list: return "LIST";
    case Drawn::retr: return "RETR";
    case Drawn::dele: return "DELE";
    case Drawn::rset: return "RSET";
    case Drawn::noop: return "NOOP";
  }
  return "";
}

Type type_of(const Question& question) {
  struct {
    Type operator()(const Choice& choice) const {
      return choice.multiple ? Type::multiple : Type::single;
    }
    Type operator()(const Matching&) const { return Type::matching; }
    Type operator()(const Ordering&) const { return Type::ordering; }
    Type operator()(const Numeric&) const { return Type::numeric; }
    Type operator()(const Generator&) const { return Type::predict; }
    Type operator()(const Task&) const { return Type::do_it; }
    Type operator()(const Spot&) const { return Type::spot; }
    Type operator()(const Serve&) const { return Type::serve; }
  } type;
  return std::visit(type, question.asks);
}

const Question* Quiz::find(std::string_view question) const {
  const auto found = std::find_if(questions.begin(), questions.end(),
                                  [&](const Question& each) { return each.id == question; });
  return found == questions.end() ? nullptr : &*found;
}

}  // namespace popscope::quiz
