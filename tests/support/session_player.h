#pragma once
// Plays a transcript script on bare sessions, POP3 and IMAP side by side, that share one store:
// octets in, octets out, no network between them. For scripts with IMAP connections.
#include <string>
#include <vector>

#include "tests/support/transcript_script.h"

namespace popscope::test {

std::vector<std::string> play_sessions(const TranscriptScript& script, Delivery delivery);

// Plays it whole, then lets every session fall silent at each moment in turn: what has been
// received still runs, then the silence limit ends the sessions. No lock is left, no session is
// open, and nothing was removed but by what had been received.
std::vector<std::string> play_sessions_cut_everywhere(const TranscriptScript& script, int& cuts);

}  // namespace popscope::test
