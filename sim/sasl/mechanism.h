#pragma once
// The mechanisms of SASL (RFC 4422) that our servers know, as one table: AUTH (RFC 5034),
// AUTHENTICATE (RFC 9051 section 6.2.2) and CAPA read it.
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace popscope::sim::sasl {

enum class Mechanism : std::uint8_t { plain, login, cram_md5, scram_sha_256, oauthbearer };
inline constexpr int kMechanisms = 5;

struct MechanismSpec {
  Mechanism mechanism;
  std::string_view name;     // "SCRAM-SHA-256"
  bool client_first;         // the client speaks first, so it may do so in the command itself
  bool sends_password;       // who listens can log in with what is sent, unless TLS hides it
  std::string_view section;  // "RFC 4616"
};

std::span<const MechanismSpec> mechanism_table();
const MechanismSpec& spec_of(Mechanism mechanism);
std::optional<Mechanism> mechanism_from(std::string_view name);  // in any case

// A set of them.
class Mechanisms {
 public:
  constexpr Mechanisms() = default;
  constexpr Mechanisms(std::initializer_list<Mechanism> mechanisms) {
    for (Mechanism mechanism : mechanisms) add(mechanism);
  }
  constexpr void add(Mechanism mechanism) { bits_ |= bit(mechanism); }
  constexpr bool has(Mechanism mechanism) const { return (bits_ & bit(mechanism)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint32_t bits() const { return bits_; }  // for a digest
  friend bool operator==(const Mechanisms&, const Mechanisms&) = default;

 private:
  static constexpr std::uint32_t bit(Mechanism mechanism) {
    return 1U << static_cast<unsigned>(mechanism);
  }

  std::uint32_t bits_ = 0;
};

}  // namespace popscope::sim::sasl
