#pragma once
// What each command does, once the table has said that it is permitted. Private to the session.
#include <cstdint>
#include <string>

#include "sim/pop3/command.h"
#include "sim/pop3/session.h"

namespace popscope::sim::pop3 {

// Runs a permitted command: the reply goes to `out.octets`, what happened to `out.events`. Gives
// why it was refused; then nothing has changed but the user name that AUTHORIZATION remembers.
Refused run_command(Session& session, const Command& command, Store& store, Output& out);

// Ends the session: releases the lock, throws away what has not run. No reply, no removal.
void close_session(Session& session, ExitCause cause, Store& store, Output& out);

}  // namespace popscope::sim::pop3
