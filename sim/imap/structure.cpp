#include "sim/imap/structure.h"

#include <cstdint>

#include "sim/core/ascii.h"
#include "sim/imap/responses.h"
#include "sim/mail/header.h"
#include "sim/mail/message.h"

namespace popscope::sim::imap {
namespace {

//   address = "(" name SP adl SP mailbox SP host ")"
void append_addresses(std::string& out, std::string_view value) {
  const std::vector<Address> addresses = addresses_of(value);
  if (addresses.empty()) {
    out += "NIL";
    return;
  }
  out += '(';
  for (const Address& address : addresses) {
    out += '(';
    append_nstring(out, address.name);
    out += ' ';
    append_nstring(out, address.route);
    out += ' ';
    append_nstring(out, address.mailbox);
    out += ' ';
    append_nstring(out, address.host);
    out += ')';
  }
  out += ')';
}

void append_parameters(std::string& out,
                       const std::vector<std::pair<std::string, std::string>>& parameters) {
  if (parameters.empty()) {
    out += "NIL";
    return;
  }
  out += '(';
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i > 0) out += ' ';
    append_string(out, parameters[i].first);
    out += ' ';
    append_string(out, parameters[i].second);
  }
  out += ')';
}

void append_disposition(std::string& out, const MimePart& part) {
  if (!part.disposition) {
    out += "NIL";
    return;
  }
  out += '(';
  append_string(out, part.disposition->value);
  out += ' ';
  append_parameters(out, part.disposition->parameters);
  out += ')';
}

std::uint64_t lines_in(std::string_view body) {
  std::uint64_t lines = 0;
  for (std::size_t at = body.find("\r\n"); at != std::string_view::npos;
       at = body.find("\r\n", at + 2)) {
    ++lines;
  }
  return lines;
}

// body-ext: disposition, language, location; what nobody asks for is NIL.
void append_extension(std::string& out, const MimePart& part) {
  append_disposition(out, part);
  out += ' ';
  append_nstring(out, header_field(part.header, "Content-Language"));
  out += ' ';
  append_nstring(out, header_field(part.header, "Content-Location"));
}

void append_multipart(std::string& out, const MimePart& part, bool extensible) {
  for (const MimePart& child : part.children) append_structure(out, child, extensible);
  out += ' ';
  append_string(out, part.subtype);
  if (!extensible) return;
  out += ' ';
  append_parameters(out, part.parameters);
  out += ' ';
  append_extension(out, part);
}

void append_single(std::string& out, const MimePart& part, bool extensible) {
  append_string(out, part.type);
  out += ' ';
  append_string(out, part.subtype);
  out += ' ';
  append_parameters(out, part.parameters);
  out += ' ';
  append_nstring(out, header_field(part.header, "Content-ID"));
  out += ' ';
  append_nstring(out, header_field(part.header, "Content-Description"));
  out += ' ';
  append_string(out, part.encoding);
  out += ' ' + std::to_string(part.body.size());
  if (part.is_message()) {
    out += ' ';
    append_envelope(out, part.children.front().header);
    out += ' ';
    append_structure(out, part.children.front(), extensible);
  }
  if (part.is_message() || part.type == "text") out += ' ' + std::to_string(lines_in(part.body));
  if (!extensible) return;
  out += ' ';
  append_nstring(out, header_field(part.header, "Content-MD5"));
  out += ' ';
  append_extension(out, part);
}

}  // namespace

// RFC 9051 section 7.5.2: where Sender or Reply-To is not there, From stands in for it.
void append_envelope(std::string& out, std::string_view header) {
  const auto field = [&](std::string_view name) { return header_field(header, name); };
  const std::string from = field("From");
  out += '(';
  append_nstring(out, field("Date"));
  out += ' ';
  append_nstring(out, field("Subject"));
  for (std::string_view name : {"From", "Sender", "Reply-To"}) {
    const std::string value = field(name);
    out += ' ';
    append_addresses(out, value.empty() ? from : value);
  }
  for (std::string_view name : {"To", "Cc", "Bcc"}) {
    out += ' ';
    append_addresses(out, field(name));
  }
  out += ' ';
  append_nstring(out, field("In-Reply-To"));
  out += ' ';
  append_nstring(out, field("Message-ID"));
  out += ')';
}

void append_structure(std::string& out, const MimePart& part, bool extensible) {
  out += '(';
  if (part.is_multipart()) {
    append_multipart(out, part, extensible);
  } else {
    append_single(out, part, extensible);
  }
  out += ')';
}

}  // namespace popscope::sim::imap
