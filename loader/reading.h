#pragma once

// One file being read: where in it we are, what was wrong so far, and which names were given and
// used. It words nothing (the catalogue does) and knows no C++ type that is being filled.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/files.h"
#include "loader/json_tree.h"
#include "loader/shape.h"
#include "text/diagnostic.h"

namespace popscope::loader {

// What the file may refer to outside itself: sentences by their key, files beside it.
struct Surroundings {
  const text::Catalogue* sentences = nullptr;
  const Source* source = nullptr;
  std::string path;  // of the file within the source
  // Takes the name of every file beside it that was asked for, there or not: all that matters to
  // whoever wants to know when to read it again.
  std::vector<std::string>* beside = nullptr;
  // The program's own files: lessons by their ids. None: none can be named.
  const Source* shipped = nullptr;
};

class Reading {
 public:
  Reading(std::string_view source, std::string_view file, Surroundings surroundings = {})
      : source_(source), file_(file), surroundings_(std::move(surroundings)) {}

  const Surroundings& surroundings() const { return surroundings_; }

  // So many problems were reported that no more are kept.
  bool is_full() const { return problems_.size() >= kProblemsPerFileMax; }

  // JSON pointer of the value that is being read.
  std::string path() const;

  // A problem with what stands at `place`; the pointer is the path.
  void report(std::string_view code, text::Arguments arguments, const Place& place);
  void report_at(std::string_view code, text::Arguments arguments, const Place& place,
                 std::string path);

  // The value is not of its shape's kind, or out of its shape's range.
  void report_kind(const Shape& shape, const Node& node);
  void report_range(const Shape& shape, const Node& node, std::string_view code);

  // The arguments {subject}, {expected} and {found} that such sentences need.
  text::Arguments about(const Shape& shape, const Node& node) const;

  // An argument {subject}: "“octets”", "Each entry of “mail”", "The file".
  void add_subject(text::Arguments& arguments) const;

  // What stands in the file at that place, cut where it is long.
  std::string found(const Node& node) const;

  // Names: `what` is a key of the catalogue ("name.device"). Once everything is read, `resolve`
  // reports those given twice and those used but never given.
  void give_name(std::string_view what, std::string_view name, const Place& place);
  void use_name(std::string_view what, std::string_view name, const Place& place);
  void resolve();
  // A name that is given elsewhere; the file may give it anew.
  void know_name(std::string_view what, std::string_view name);

  // Names of these kinds that are given while it lives are known within it only: it resolves them
  // at its end.
  class Scope {
   public:
    Scope(Reading& reading, std::vector<std::string> whats)
        : reading_(reading),
          whats_(std::move(whats)),
          given_(reading.given_.size()),
          used_(reading.used_.size()) {}
    ~Scope() { reading_.resolve(whats_, given_, used_, drops_); }
    // What would have given the names could not be read: those that are used are not complained of.
    void drop() { drops_ = true; }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Reading& reading_;
    std::vector<std::string> whats_;
    std::size_t given_;
    std::size_t used_;
    bool drops_ = false;
  };

  text::Diagnostics take_problems();

  // Enters a member or an element for as long as it lives.
  class Step {
   public:
    Step(Reading& reading, std::string_view key, const KeyShape* shape);
    Step(Reading& reading, std::size_t index);
    ~Step() { reading_.steps_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reading& reading_;
  };

 private:
  struct At {
    std::string key;  // of a member; of an element: of the list that it stands in
    std::size_t index = 0;
    bool is_element = false;
    const KeyShape* shape = nullptr;
  };
  struct Name {
    std::string what;
    std::string name;
    Place place;
    std::string path;
  };

  std::string example(const Shape& shape) const;
  void resolve(const std::vector<std::string>& whats, std::size_t given, std::size_t used,
               bool drop);
  void resolve(const std::vector<Name>& given, const std::vector<Name>& used);

  std::string_view source_;
  std::string file_;
  Surroundings surroundings_;
  std::vector<At> steps_;
  std::vector<Name> given_;
  std::vector<Name> used_;
  text::Diagnostics problems_;
};

}  // namespace popscope::loader
