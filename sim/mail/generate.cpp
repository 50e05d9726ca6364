// Mail that a scenario only names: a header, and filler lines up to an exact size.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/calendar.h"
#include "sim/core/random.h"
#include "sim/mail/message.h"

namespace popscope::sim {
namespace {

constexpr std::size_t kFillerColumns = 66;  // RFC 5322 section 2.1.1 recommends at most 78

// What people at an office write to each other. Cut at column 66, so it need not rhyme with itself.
constexpr std::array<std::string_view, 12> kFiller = {
    "Thank you for your message of yesterday, it arrived in good time.",
    "I have gone through the list once more and found nothing to add.",
    "The meeting room on the second floor is free from three o'clock.",
    "Please have a look at the figures before we talk about them.",
    "Nobody has asked for the old printer yet, so it stays where it is.",
    "I will be at my desk until noon and on the train after that.",
    "The delivery is expected on Thursday; somebody should be there.",
    "If anything is unclear, just call, my number has not changed.",
    "We kept a copy of the drawings, in case the first set is lost.",
    "The coffee machine works again, which is good news for everybody.",
    "I have put the rest on paper, it is too long for a message.",
    "Until then, best regards, and greetings to the whole team.",
};

// RFC 5322 section 3.3: "Mon, 03 Mar 2025 09:00:00 +0000".
std::string date_field(Time time) {
  static constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const CivilTime t = civil_from(time);
  std::string text(kDays[t.weekday]);
  text += ", " + two_digits(t.day) + ' ';
  text += month_name(t.month);
  return text + ' ' + std::to_string(t.year) + ' ' + clock_text(t) + " +0000";
}

// Takes what would end a header line out of a field's value.
std::string one_line(std::string_view value) {
  std::string line(value);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return line;
}

// `pad` makes the header longer by so many octets, for sizes that a body cannot reach.
std::string header_of(const GeneratedMail& mail, Random& random, std::size_t pad) {
  std::string header = "From: " + one_line(mail.from) + "\r\n";
  if (!mail.to.empty()) header += "To: " + one_line(mail.to) + "\r\n";
  if (!mail.subject.empty()) header += "Subject: " + one_line(mail.subject) + "\r\n";
  header += "Date: " + date_field(mail.date) + "\r\n";
  const std::string digits = std::to_string(random.below(1'000'000'000));
  header += "Message-ID: <" + std::string(9 - digits.size() + pad, '0') + digits +
            "@example.net>\r\n";  // always as long, so that the smallest size depends on no seed
  return header + "\r\n";
}

// Lines of exactly `octets` octets in all, CRLFs included; `octets` is not 1.
void append_filler(std::string& out, std::size_t octets, Random& random, bool dot_lines) {
  while (octets > 0) {
    std::string line(kFiller[random.below(kFiller.size())]);
    if (dot_lines && random.below(3) == 0) line.insert(0, ".");
    line.resize(std::min(line.size(), kFillerColumns));
    const std::size_t whole = line.size() + kLineEnd.size();
    if (octets < whole) {
      line.resize(octets - kLineEnd.size());
    } else if (octets - whole == 1) {
      line.pop_back();  // the line behind it needs its CRLF
    }
    out += line;
    out += kLineEnd;
    octets -= line.size() + kLineEnd.size();
  }
}

}  // namespace

MessagePtr generate_message(const GeneratedMail& mail, std::uint64_t identity) {
  Random random{mail.seed};
  std::size_t wanted = static_cast<std::size_t>(mail.octets);
  if (wanted == 0 && mail.body.empty()) wanted = 900 + static_cast<std::size_t>(random.below(901));

  const Random before_header = random;
  std::string text = header_of(mail, random, 0);
  std::string body;
  if (!mail.body.empty()) body = message_from_text(mail.body, 0)->octets.view();
  if (text.size() + body.size() + 1 == wanted) {  // no body has one octet: CRLF alone is two
    random = before_header;
    text = header_of(mail, random, 1);
  }
  text += body;
  if (wanted > text.size()) append_filler(text, wanted - text.size(), random, mail.dot_lines);
  return message_from_octets(std::move(text), identity);
}

}  // namespace popscope::sim
