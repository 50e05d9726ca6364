#pragma once
// "set tls on": a setting of a device, typed. The keys and values are those of a scenario's "set".
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/act.h"
#include "text/catalogue.h"

namespace popscope::view {

struct ConsoleDevice;

// `words`: what stands behind "set". None: it is no setting.
std::optional<sim::Set> setting_from(std::string_view words, sim::DeviceId device);

// Settings that mean something to the device as it is set now and change it, each as it is typed,
// behind "set".
std::vector<std::string> settings_of(const ConsoleDevice& of);

// Why a setting would mean nothing to the device; empty: it does.
std::string why_no_setting(const ConsoleDevice& of, const sim::Set& change,
                           const text::Catalogue& catalogue);

}  // namespace popscope::view
