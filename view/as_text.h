#pragma once
// Views as lines of text: to be read without a window, and to be kept as golden files. All that a
// view holds stands in it, and nothing that it does not hold; what is drawn as form or colour
// stands as a word in square brackets.
#include <string>

#include "view/compare.h"
#include "view/devices.h"
#include "view/holdings.h"
#include "view/ladder.h"
#include "view/lines.h"
#include "view/maildrop.h"
#include "view/pages.h"
#include "view/ports.h"
#include "view/states.h"
#include "view/story.h"
#include "view/transport.h"

namespace popscope::view {

std::string as_text(const WireLine& line);  // with its line end, when it is not CR LF
std::string as_text(const LadderView& view);
std::string as_text(const LinesView& view);
std::string as_text(const MaildropView& view);
std::string as_text(const DevicesView& view);
std::string as_text(const PortsView& view);
std::string as_text(const StatesView& view);
std::string as_text(const CompareView& view);
std::string as_text(const HoldingsView& view);
std::string as_text(const ProjectorView& view);
std::string as_text(const StoryView& view);
std::string as_text(const TransportView& view);
std::string as_text(const StartView& view);
std::string as_text(const EndView& view);
std::string as_text(const FileErrorsView& view);

}  // namespace popscope::view
