#include "sim/sasl/mechanism.h"

#include <array>
#include <cstddef>

#include "sim/core/ascii.h"

namespace popscope::sim::sasl {
namespace {

constexpr bool kYes = true;
constexpr bool kNo = false;

// In the order of Mechanism.
constexpr std::array<MechanismSpec, kMechanisms> kTable = {{
    {Mechanism::plain, "PLAIN", kYes, kYes, "RFC 4616"},
    // Never standardised, and in every mail program.
    {Mechanism::login, "LOGIN", kNo, kYes, "draft-murchison-sasl-login"},
    {Mechanism::cram_md5, "CRAM-MD5", kNo, kNo, "RFC 2195"},
    {Mechanism::scram_sha_256, "SCRAM-SHA-256", kYes, kNo, "RFC 7677"},
    // A bearer token is as good as a password for as long as it lives (RFC 6750 section 5.3).
    {Mechanism::oauthbearer, "OAUTHBEARER", kYes, kYes, "RFC 7628"},
}};

}  // namespace

std::span<const MechanismSpec> mechanism_table() { return kTable; }

const MechanismSpec& spec_of(Mechanism mechanism) {
  return kTable[static_cast<std::size_t>(mechanism)];
}

std::optional<Mechanism> mechanism_from(std::string_view name) {
  for (const MechanismSpec& spec : kTable)
    if (equal_ignoring_case(spec.name, name)) return spec.mechanism;
  return std::nullopt;
}

}  // namespace popscope::sim::sasl
