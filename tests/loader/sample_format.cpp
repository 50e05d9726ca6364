#include "tests/loader/sample_format.h"

namespace popscope::loader {
namespace {

constexpr std::int64_t kMinute = 60'000'000;

const ObjectTable<SampleMail>& mail_table() {
  static const ObjectTable<SampleMail> table =
      ObjectTable<SampleMail>("sample.mail")
          .required("subject", line_of(), &SampleMail::subject, R"("Lunch on Friday?")")
          .optional("octets", integer(1, 50'000'000), &SampleMail::octets, "1320");
  return table;
}

const ObjectTable<SampleEntry>& entry_table() {
  static const ObjectTable<SampleEntry> table =
      ObjectTable<SampleEntry>("sample.entry")
          .optional("do", list_of(line_of(), 1), &SampleEntry::lines, R"(["STAT"])")
          .optional("cut", name_of("name.device"), &SampleEntry::cut)
          .optional("wait", duration(1, 60 * kMinute), &SampleEntry::wait_us, R"("10min")")
          .optional("inner", list_of(object(entry_table), 0, 3), &SampleEntry::inner)
          .optional("lock", map_of("name.device", or_null(line_of())), &SampleEntry::lock)
          .optional("on", name_of("name.device"), &SampleEntry::on)
          .optional("note", text_of(), &SampleEntry::note)
          .exactly_one_of({"do", "cut", "wait", "inner", "lock"}, "note")
          .only_beside("on", {"do"});
  return table;
}

}  // namespace

const ObjectTable<Sample>& sample_table() {
  const auto short_mail = [](std::string subject) { return SampleMail{std::move(subject), 0}; };
  static const ObjectTable<Sample> table =
      ObjectTable<Sample>("sample.sample")
          .required("name", line_of(1, 10), &Sample::name, R"("sarah")")
          .optional("quick", boolean(), &Sample::quick)
          .optional("mail",
                    list_of(either<SampleMail>({line_of().then(short_mail), object(mail_table)})),
                    &Sample::mail)
          .optional("devices", list_of(new_name("name.device")), &Sample::devices)
          .optional("with",
                    words<SampleProtocol>(
                        {{"pop3", SampleProtocol::pop3}, {"imap", SampleProtocol::imap}}),
                    &Sample::with)
          .optional("story", list_of(object(entry_table)),
                    [](Sample& sample, std::vector<SampleEntry> story) {
                      sample.story = std::move(story);
                    })
          .placed(&Sample::where);
  return table;
}

}  // namespace popscope::loader
