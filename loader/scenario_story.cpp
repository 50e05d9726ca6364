#include "loader/scenario_story.h"

#include "lesson/complaint.h"
#include "lesson/start_world.h"
#include "loader/scenario_claims.h"
#include "loader/scenario_words.h"

namespace popscope::loader {
namespace {

using lesson::Entry;
using lesson::Note;

constexpr std::int64_t kGeneratedOctetsMax = 50'000'000;
constexpr std::int64_t kBodyMax = 1'000'000;
// A longer line than a server takes must be possible: refusing it is a lesson.
constexpr std::int64_t kLineMax = 10'000;
// Keys 1 to 9 answer.
constexpr std::int64_t kAnswersMax = 9;
// As many ways as the window can show.
constexpr std::int64_t kWaysMax = 8;
// Long enough for "leave on server for N days".
constexpr sim::Duration kWaitMax = sim::seconds(400 * 86400);

const char* const kDevice = "name.device";

const ObjectTable<lesson::Mail>& mail_table() {
  using lesson::Mail;
  static const ObjectTable<Mail> table =
      ObjectTable<Mail>("scenario.mail")
          .optional("subject", line_of(), &Mail::subject, R"("Lunch on Friday?")")
          .optional("from", line_of(), &Mail::from, R"("Kim <kim@example.net>")")
          .optional("octets", integer(1, kGeneratedOctetsMax), &Mail::octets, "1320")
          .optional("body", text_of(1, kBodyMax), &Mail::body, R"("See you at noon.\n")")
          .optional("file", content_of_file(), &Mail::file_octets, R"("router.eml")")
          .exactly_one_of({"subject", "file"})
          .only_beside("from", {"subject"})
          .only_beside("octets", {"subject"})
          .only_beside("body", {"subject"})
          .placed(&Mail::where);
  return table;
}

const ObjectTable<Note>& note_table() {
  static const ObjectTable<Note> table =
      ObjectTable<Note>("scenario.note")
          .optional("headline", sentence(200), &Note::headline,
                    R"("Message 2 is marked, not removed.")")
          .optional("text", sentence_or_key(), &Note::text)
          .optional("section", line_of(), &Note::section, R"("RFC 1939 section 5, DELE")")
          .optional("exam", sentence(), &Note::exam, R"("DELE deletes a message.")")
          .optional("wire", sentence(), &Note::wire, R"("DELE marks. Only QUIT removes.")")
          .needs("exam", "wire")
          .needs("wire", "exam")
          .not_empty();
  return table;
}

Kind<Note> note() {
  const auto only_text = text_of(1).then([](std::string text) {
    Note result;
    result.text = std::move(text);
    return result;
  });
  return either<Note>({only_text, object(note_table)});
}

// { "raw": "STAT\u0000\r\n" }
const ObjectTable<lesson::CommandLine>& raw_table() {
  static const ObjectTable<lesson::CommandLine> table =
      ObjectTable<lesson::CommandLine>("scenario.raw")
          .required("raw", exact_octets(), &lesson::CommandLine::octets);
  return table;
}

Kind<lesson::CommandLine> command_line() {
  const auto line = line_of(0, kLineMax).with_example(R"("STAT")").then([](std::string text) {
    return lesson::CommandLine{text + "\r\n"};
  });
  return either<lesson::CommandLine>({line, object(raw_table)});
}

const ObjectTable<lesson::DeliverAct>& deliver_table() {
  using lesson::DeliverAct;
  static const ObjectTable<DeliverAct> table =
      ObjectTable<DeliverAct>("scenario.deliver")
          .optional("to", name_of("name.person"), &DeliverAct::person, R"("sarah")")
          .required("mail", mail(), &DeliverAct::mail, R"("Router manual")");
  return table;
}

const ObjectTable<lesson::Answer>& answer_table() {
  using lesson::Answer;
  static const ObjectTable<Answer> table =
      ObjectTable<Answer>("scenario.answer")
          .required("say", sentence(500), &Answer::say, R"("Nothing")")
          .required("when", object(condition_table), &Answer::when,
                    R"({ "server": { "sarah": 3 } })")
          .optional("because", sentence(), &Answer::because);
  return table;
}

const ObjectTable<lesson::Way>& way_table() {
  using lesson::Way;
  static const ObjectTable<Way> table =
      ObjectTable<Way>("scenario.way")
          .required("name", line_of(1, 60), &Way::name, R"("cable cut")")
          .required("story", story(), &Way::story)
          .placed(&Way::where);
  return table;
}

// An entry while it is read. Its act is one of several keys, and some acts take more keys: they are
// brought together when all are read.
struct EntryDraft {
  Entry entry;
  std::string on;
  std::string shown;
  std::string answer;
  std::string at;
  std::vector<lesson::Answer> answers;
};

// Puts an act that has nothing but the key's own value.
template <typename Act>
auto as_act() {
  return [](EntryDraft& draft, auto value) { draft.entry.act = Act{std::move(value)}; };
}

// Calls `with` for the name of the act's device, or person; not at all where it is of none.
template <typename With>
void with_device_of(lesson::Act& any, const With& with) {
  std::visit(
      [&](auto& act) {
        if constexpr (requires { act.device; }) with(act.device);
      },
      any);
}
template <typename With>
void with_person_of(lesson::Act& any, const With& with) {
  std::visit(
      [&](auto& act) {
        if constexpr (requires { act.person; }) with(act.person);
      },
      any);
}

void bring_together(EntryDraft& draft, const Node&, Reading&) {
  // An act whose own key does not name its device.
  with_device_of(draft.entry.act, [&](std::string& device) {
    if (device.empty()) device = draft.on;
  });
  if (auto* act = std::get_if<lesson::Try>(&draft.entry.act)) {
    act->shown = std::move(draft.shown);
    act->answer = std::move(draft.answer);
  }
  if (auto* act = std::get_if<lesson::Ask>(&draft.entry.act)) {
    act->at = std::move(draft.at);
    act->answers = std::move(draft.answers);
  }
}

void set_do(EntryDraft& draft, std::vector<lesson::CommandLine> lines) {
  draft.entry.act = lesson::Do{"", std::move(lines)};
}
void set_try(EntryDraft& draft, std::string task) {
  draft.entry.act = lesson::Try{"", std::move(task), "", ""};
}
void set_ask(EntryDraft& draft, std::string question) {
  draft.entry.act = lesson::Ask{std::move(question), "", {}};
}
void set_set(EntryDraft& draft, lesson::SetAct act) { draft.entry.act = std::move(act); }
template <sim::Deed deed>
void set_use(EntryDraft& draft, std::string subject) {
  draft.entry.act = lesson::UseAct{"", deed, std::move(subject)};
}
void set_firewall(EntryDraft& draft, lesson::FirewallSetup rule) {
  draft.entry.act = lesson::FirewallAct{rule};
}
void set_deliver(EntryDraft& draft, lesson::DeliverAct act) { draft.entry.act = std::move(act); }

const ObjectTable<EntryDraft>& entry_table() {
  using namespace lesson;  // the acts
  static const ObjectTable<EntryDraft> table =
      ObjectTable<EntryDraft>("scenario.entry")
          .optional(
              "part", line_of(1, 60),
              [](EntryDraft& draft, std::string part) { draft.entry.part = part; }, R"("log in")")
          .optional("id", place_id(),
                    [](EntryDraft& draft, std::string id) { draft.entry.id = id; })
          .optional("on", name_of(kDevice), &EntryDraft::on, R"("Laptop")")
          .alternative("do", list_of(command_line(), 1), set_do,
                       R"(["USER sarah", "PASS secret"])")
          .alternative("connect", name_of(kDevice), as_act<ConnectAct>(), R"("Laptop")")
          .alternative("check", name_of(kDevice), as_act<CheckAct>(), R"("Laptop")")
          .alternative("cut", name_of(kDevice), as_act<CutAct>(), R"("Laptop")")
          .alternative("plug", name_of(kDevice), as_act<PlugAct>(), R"("Laptop")")
          .alternative("reset", name_of(kDevice), as_act<ResetAct>(), R"("Laptop")")
          .alternative("close", name_of(kDevice), as_act<CloseAct>(), R"("Laptop")")
          .alternative("wait", span_of_time({1}, kWaitMax), as_act<WaitAct>(), R"("10min")")
          .alternative("deliver", object(deliver_table), set_deliver)
          .alternative("set", object(set_table), set_set)
          .alternative("read", line_of(0, 1000), set_use<sim::Deed::read>, R"("Invoice 4471")")
          .alternative("delete", line_of(0, 1000), set_use<sim::Deed::remove>, R"("Invoice 4471")")
          .alternative("firewall", object(firewall_table), set_firewall)
          .alternative("try", sentence(500), set_try, R"("Fetch message 1.")")
          .optional("shown", line_of(1, 200), &EntryDraft::shown, R"("RETR ___")")
          .optional("answer", line_of(1, 200), &EntryDraft::answer, R"("RETR 1")")
          .alternative("choose", list_of(object(way_table), 2, kWaysMax), as_act<ChooseAct>())
          .alternative("together", list_of(story(), 2, kWaysMax), as_act<TogetherAct>())
          .alternative("ask", sentence(500), set_ask, R"("How many messages are left?")")
          .optional("at", line_of(1, 130), &EntryDraft::at, R"("marked")")
          .optional("answers", list_of(object(answer_table), 2, kAnswersMax), &EntryDraft::answers)
          .alternative("expect", object(condition_table), as_act<Expect>(),
                       R"({ "server": { "sarah": 2 } })")
          .optional("note", note(),
                    [](EntryDraft& draft, Note read) { draft.entry.note = std::move(read); })
          .or_else("note")
          .only_beside("on", {"do", "try", "set", "read", "delete"})
          .only_beside("shown", {"try"})
          .only_beside("answer", {"try"})
          .only_beside("at", {"ask"})
          .only_beside("answers", {"ask"})
          .needs("try", "answer")
          .needs("ask", "answers")
          .permitted_keys("diagnostic.scenario.entry_keys")
          .finally(bring_together)
          .finally([](EntryDraft& draft, const Node& node, Reading& reading) {
            draft.entry.where = {static_cast<std::uint32_t>(node.place.line),
                                 static_cast<std::uint32_t>(node.place.column), reading.path()};
          });
  return table;
}

// Walks all entries, those of ways and lists too.
template <typename Visit>
void each_entry(std::vector<Entry>& entries, const Visit& visit) {
  for (Entry& entry : entries) {
    visit(entry);
    if (auto* choose = std::get_if<lesson::ChooseAct>(&entry.act)) {
      for (lesson::Way& way : choose->ways) each_entry(way.story, visit);
    }
    if (auto* together = std::get_if<lesson::TogetherAct>(&entry.act)) {
      for (std::vector<Entry>& list : together->lists) each_entry(list, visit);
    }
  }
}

Place place_of(const lesson::Where& where) {
  return {static_cast<int>(where.line), static_cast<int>(where.column), 0, 0};
}

}  // namespace

Kind<lesson::Mail> mail() {
  const auto only_subject =
      line_of()
          .with_example(R"("Invoice 4471")")
          .refined([](std::string subject, const Node& node,
                      Reading& reading) -> std::optional<lesson::Mail> {
            lesson::Mail result;
            result.subject = std::move(subject);
            result.where = {static_cast<std::uint32_t>(node.place.line),
                            static_cast<std::uint32_t>(node.place.column), reading.path()};
            return result;
          });
  return either<lesson::Mail>({only_subject, object(mail_table)});
}

const ObjectTable<lesson::SetAct>& set_table() {
  using lesson::SetAct;
  static const ObjectTable<SetAct> table =
      ObjectTable<SetAct>("scenario.set")
          .optional("policy", policy(), &SetAct::policy, R"("leave on server")")
          .optional("leave days", leave_days(), &SetAct::leave_days, "14")
          .optional("fetch up to", fetch_limit(), &SetAct::fetch_octets_max, "50000")
          .optional("habits", habits(), &SetAct::habits, "\"pipelines (mpop)\"")
          .optional("password", line_of(), &SetAct::password, R"("secret")")
          .optional("with", protocol(), &SetAct::protocol, R"("imap")")
          .optional("port", port(), &SetAct::port, "995")
          .optional("tls", boolean(), &SetAct::tls, "true")
          .optional("idle", boolean(), &SetAct::idle, "true")
          .optional("check every", check_interval(), &SetAct::check_every, R"("15min")")
          .not_empty();
  return table;
}

const ObjectTable<lesson::Variant>& variant_table() {
  using lesson::Variant;
  const auto take_devices = [](Variant& variant,
                               std::vector<std::pair<std::string, lesson::SetAct>> devices) {
    for (auto& [name, settings] : devices) {
      settings.device = name;
      variant.settings.push_back(std::move(settings));
    }
  };
  static const ObjectTable<Variant> table =
      ObjectTable<Variant>("scenario.variant")
          .required("name", line_of(1, 60), &Variant::name, R"("IMAP")")
          .required("devices", map_of(kDevice, object(set_table)), take_devices,
                    R"({ "Laptop": { "with": "imap" } })")
          .placed(&Variant::where);
  return table;
}

Kind<std::vector<Entry>> story() {
  return list_of(object(entry_table).then([](EntryDraft draft) { return std::move(draft.entry); }));
}

void complete_story(lesson::Scenario& scenario, Reading& reading) {
  const auto complete = [&](std::string& name, const auto& all, const char* key,
                            const lesson::Where& where) {
    if (!name.empty()) return;
    if (all.size() == 1) {
      name = all.front().name;
    } else if (all.size() > 1) {
      reading.report_at("diagnostic.scenario.which",
                        {text::plain("key", key),
                         text::plain("names", lesson::as_list(lesson::names_of(all)))},
                        place_of(where), where.path);
    }
  };
  for (lesson::DeviceSetup& device : scenario.devices) {
    complete(device.reads, scenario.people, "reads", device.where);
  }
  each_entry(scenario.story, [&](Entry& entry) {
    with_device_of(entry.act, [&](std::string& device) {
      complete(device, scenario.devices, "on", entry.where);
    });
    with_person_of(entry.act, [&](std::string& person) {
      complete(person, scenario.people, "to", entry.where);
    });
  });
}

}  // namespace popscope::loader
