#pragma once
// What questions are about: the objectives of published exams, and what people wrongly believe.
// Their words stand in the catalogue: objective.ID, misconception.ID.
#include <array>
#include <string>
#include <string_view>

#include "quiz/question.h"
#include "text/catalogue.h"

namespace popscope::quiz {

struct Objective {
  std::string_view id;
  bool retired = false;
};

// As published; "5.x" where only the domain is meant.
inline constexpr std::array kObjectives = {
    Objective{"220-1201:2.1"},      Objective{"220-1201:2.3"},
    Objective{"220-1201:1.3"},      Objective{"220-1201:5.x"},
    Objective{"220-1202:1.6"},      Objective{"220-1101:2.1", true},
    Objective{"220-1101:2.4", true}, Objective{"220-1101:1.4", true},
    Objective{"220-1001:1.6", true}, Objective{"N10-009:1.4"},
    Objective{"N10-009:1.1"},       Objective{"N10-009:5.x"},
    Objective{"N10-008:1.5", true}, Objective{"200-301:1.5"},
    Objective{"NetAcad-ITN:15.3"},
};

struct Misconception {
  std::string_view id;
  std::string_view lesson;  // that mends it; empty: none yet
};

inline constexpr std::array kMisconceptions = {
    Misconception{"pop3-sends", ""},
    Misconception{"server-keeps-by-default", "leave-on-server"},
    Misconception{"110-and-995-are-the-same", "who-can-read-the-password"},
    Misconception{"pop3-has-folders-and-search", "pop3-beside-imap"},
    Misconception{"pop3-on-several-devices", "same-second"},
    Misconception{"retr-deletes", "first-retrieval"},
    Misconception{"dele-is-immediate", "deletion-happens-at-quit"},
    Misconception{"closing-deletes", "the-cable-is-cut"},
    Misconception{"numbers-are-stable", "deletion-happens-at-quit"},
    Misconception{"top-marks-as-read", ""},
    Misconception{"imap-is-a-backup", "delete-here-gone-there"},
    Misconception{"110-is-always-cleartext", "who-can-read-the-password"},
    Misconception{"995-uses-starttls", "who-can-read-the-password"},
    Misconception{"pop3-needs-udp", ""},
    Misconception{"25-is-for-clients", ""},
    Misconception{"leaving-copies-synchronises", "two-devices"},
    Misconception{"unread-is-shared", "two-devices"},
    Misconception{"imap-downloads-and-deletes", "pop3-beside-imap"},
    Misconception{"quit-is-only-politeness", "deletion-happens-at-quit"},
    Misconception{"lock-is-a-wrong-password", "same-second"},
};

const Objective* find_objective(std::string_view id);
const Misconception* find_misconception(std::string_view id);

// In words: the catalogue's, or the author's own.
std::string objective_words(std::string_view id, const Quiz& quiz,
                            const text::Catalogue& catalogue);
std::string misconception_words(std::string_view id, const Quiz& quiz,
                                const text::Catalogue& catalogue);
// The lesson that mends it; empty: none.
std::string lesson_for(std::string_view misconception, const Quiz& quiz);
bool is_retired(std::string_view objective, const Quiz& quiz);

}  // namespace popscope::quiz
