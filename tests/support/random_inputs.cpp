#include "tests/support/random_inputs.h"

#include <iterator>

#include "sim/mail/message.h"

namespace popscope::sim::test {

Given RandomInputs::next(const World& world) {
  Given given{some_input(world), kUntilRest};
  // Often the next thing is done in the midst of the last.
  if (one_in(3)) given.moments = static_cast<std::uint32_t>(random_.below(12));
  return given;
}

Input RandomInputs::some_input(const World& world) {
  const DeviceId id{static_cast<std::uint32_t>(random_.below(world.devices.size()))};
  // What stops everything does not last.
  if ((*world.servers)[0].stopped && one_in(2)) return Restart{{0}};
  const Device& device = *world.devices[id.value];
  if (device.cut && one_in(2)) return Plug{id};
  if (one_in(4)) return some_fault(world, id);
  if (one_in(8)) {
    const MaildropId drop{static_cast<std::uint32_t>(random_.below(world.maildrops.size()))};
    const std::string subject = "m" + std::to_string(delivered_++);
    return Deliver{drop, message_from_text("Subject: " + subject + "\r\n\r\n.\r\n" + subject, 0)};
  }
  if (!device.store.empty() && one_in(8)) {
    const std::string& subject =
        device.store[random_.below(device.store.size())].message->subject;
    return Use{id, one_in(2) ? Deed::read : Deed::remove, subject};
  }
  if (!standing_link(world, id)) return one_in(2) ? Input(Check{id}) : Input(Connect{id});
  return Send{id, some_line(world, id) + "\r\n"};
}

Input RandomInputs::some_fault(const World& world, DeviceId id) {
  static constexpr std::uint16_t kSomePorts[] = {110, 143, 993, 995};
  const MaildropId drop{static_cast<std::uint32_t>(random_.below(world.maildrops.size()))};
  switch (random_.below(13)) {
    case 0:
    case 1: return Cut{id};
    case 2: return Plug{id};
    case 3: return Reset{id};
    case 4: return Close{id};
    case 5: return Stop{{0}};
    case 6: return Restart{{0}};
    case 7: return Delay{id, milliseconds(static_cast<std::int64_t>(random_.below(3'000)))};
    case 8: return Storage{drop, true};
    case 9: return Storage{drop, false};
    case 10: return Filter{{0}, kSomePorts[random_.below(std::size(kSomePorts))],
                           static_cast<Verdict>(random_.below(3))};
    case 11: {
      Set set{id, one_in(2) ? Policy::leave_on_server : Policy::remove_at_once, {}, {}};
      if (one_in(3)) set.tls = one_in(2);
      return set;
    }
    default: break;
  }
  return Wait{seconds(static_cast<std::int64_t>(1 + random_.below(700)))};
}

std::string RandomInputs::some_line(const World& world, DeviceId id) {
  std::string line =
      protocol_of(world, id) == Protocol::imap ? imap_line(id) : pop3_line(world, id);
  if (one_in(12)) line += "\r\n" + (one_in(2) ? std::string("NOOP") : std::string("QUIT"));
  return line;
}

std::string RandomInputs::pop3_line(const World& world, DeviceId id) {
  const Device& device = *world.devices[id.value];
  const std::string& user = device.account.user;
  const pop3::Session* session = pop3_session_of(world, *device.link);
  const bool in = session && std::holds_alternative<pop3::Transaction>(session->state);
  if (!in && one_in(2)) return "USER " + user + "\r\nPASS secret";
  if (!in) {
    const std::string lines[] = {
        "USER " + user, "PASS secret", "PASS wrong", "CAPA", "STLS", "STLS\r\nUSER " + user,
        std::string("AUTH PLAIN ") + (user == "tom" ? "AHRvbQBzZWNyZXQ=" : "AHNhcmFoAHNlY3JldA=="),
        "AUTH PLAIN AHRvbQBubw==", "AUTH LOGIN", "*", "QUIT", "STAT", std::string(300, 'x'), "UTF8",
    };
    return lines[random_.below(std::size(lines))];
  }
  const std::string number = std::to_string(1 + random_.below(4));
  const std::string lines[] = {
      "STAT", "LIST", "UIDL", "RETR " + number, "RETR " + number, "DELE " + number,
      "DELE " + number, "DELE " + number, "TOP " + number + " 1", "RSET", "NOOP", "QUIT", "QUIT",
      "LAST", "USER tom",
  };
  return lines[random_.below(std::size(lines))];
}

std::string RandomInputs::imap_line(DeviceId id) {
  static const char* const kLines[] = {
      "x LOGIN sarah secret\r\ny SELECT INBOX",
      "x LOGIN tom secret\r\ny SELECT INBOX",
      "x LOGIN sarah secret",
      "x SELECT INBOX",
      "x STORE 1 +FLAGS (\\Deleted)",
      "x STORE 1:* +FLAGS (\\Deleted)",
      "x EXPUNGE",
      "x EXPUNGE",
      "x NOOP",
      "x FETCH 1:* (FLAGS BODY.PEEK[])",
      "x IDLE",
      "DONE",
      "x CLOSE",
      "x COPY 1 INBOX",
      "x APPEND INBOX {20+}\r\nSubject: typed\r\n\r\n.",
      "x LOGOUT",
  };
  (void)id;
  return kLines[random_.below(std::size(kLines))];
}

}  // namespace popscope::sim::test
