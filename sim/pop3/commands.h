#pragma once
// What each command does, once the table has said that it is permitted. Private to the session.
#include <cstdint>
#include <string>

#include "sim/pop3/command.h"
#include "sim/pop3/session.h"

namespace popscope::sim::pop3 {

// One command's surroundings.
struct Run {
  Session& session;
  Store& store;
  Time now;
  Output& out;

  const Config& config() const { return *session.config; }
  const Ways& ways() const { return session.config->ways; }
};

// Runs a permitted command: the reply goes to `out.octets`, what happened to `out.events`. Gives
// why it was refused; then nothing has changed but the user name that AUTHORIZATION remembers.
Refused run_command(Run& run, const Command& command);

// --- login.cpp: the commands of AUTHORIZATION alone ---
Refused run_login_command(Run& run, const Command& command);
// A line of an exchange that AUTH has begun (RFC 5034 section 4).
Refused run_exchange(Run& run, const Line& line);

// Ends the session: releases the lock, throws away what has not run. No reply, no removal; but on a
// server that removes without QUIT it enters UPDATE instead.
void close_session(Run& run, ExitCause cause);

// Ends it where it is, whatever the server's ways are: there is no server any more.
void break_off(Run& run);

// What is left of the marks goes to UPDATE.
void enter_update(Run& run, ExitCause cause);


}  // namespace popscope::sim::pop3
