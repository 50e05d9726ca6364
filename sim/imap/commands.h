#pragma once
// What each command does, once the table has said that it is permitted: one overload a command.
// Untagged responses go to `run.out`; the result is the tagged one. Private to the session.
#include "sim/imap/command.h"
#include "sim/imap/responses.h"
#include "sim/imap/view.h"

namespace popscope::sim::imap {

// Any state, and not authenticated.
Result carry_out(Run& run, const Capability& command);
Result carry_out(Run& run, const Noop& command);
Result carry_out(Run& run, const Logout& command);
Result carry_out(Run& run, const Id& command);
Result carry_out(Run& run, const Login& command);
Result carry_out(Run& run, const Enable& command);
Result carry_out(Run& run, const Namespace& command);
Result carry_out(Run& run, const Check& command);

// AUTHENTICATE and IDLE have no result yet when the client has to go on.
std::optional<Result> begin(Run& run, const Authenticate& command, const std::string& tag);
std::optional<Result> go_on(Run& run, Authenticating& authenticating, std::string_view line);

// Mailboxes.
Result carry_out(Run& run, const Select& command);
Result carry_out(Run& run, const Examine& command);
Result carry_out(Run& run, const Create& command);
Result carry_out(Run& run, const Delete& command);
Result carry_out(Run& run, const Rename& command);
Result carry_out(Run& run, const Subscribe& command);
Result carry_out(Run& run, const Unsubscribe& command);
Result carry_out(Run& run, const List& command);
Result carry_out(Run& run, const Lsub& command);
Result carry_out(Run& run, const Status& command);
Result carry_out(Run& run, const Append& command);
Result carry_out(Run& run, const Close& command);
Result carry_out(Run& run, const Unselect& command);

// Messages of the selected mailbox.
Result carry_out(Run& run, const Expunge& command);
Result carry_out(Run& run, const UidExpunge& command);
Result carry_out(Run& run, const Search& command);
Result carry_out(Run& run, const UidSearch& command);
Result carry_out(Run& run, const Fetch& command);
Result carry_out(Run& run, const UidFetch& command);
Result carry_out(Run& run, const StoreFlags& command);
Result carry_out(Run& run, const UidStore& command);
Result carry_out(Run& run, const Copy& command);
Result carry_out(Run& run, const UidCopy& command);
Result carry_out(Run& run, const Move& command);
Result carry_out(Run& run, const UidMove& command);

// ---- shared by them -------------------------------------------------------------------------

MaildropId maildrop_of(const Session& session);  // past NOT AUTHENTICATED

// The places in the view, ascending, that a set names. A number that no message has is an error
// (none); a UID that no message has is nothing (RFC 9051 section 6.4.9).
std::optional<std::vector<std::size_t>> places_of(const SequenceSet& set, const Selected& selected,
                                                  bool uids);
Result no_such_message();
Result no_such_mailbox(std::string code = {});
// RFC 9051 section 7.1, OVERQUOTA: there would be more messages than a person may have.
Result over_quota();

// Refuses what would change messages: EXAMINE; and removing while a POP3 session holds the lock,
// which is there "to prevent messages from being modified or removed" (RFC 1939 section 4).
std::optional<Result> refuse_change(const Selected& selected);
std::optional<Result> refuse_removal(const Run& run, const Selected& selected);

// Removes the messages of these UIDs; MOVE says which mailbox has them now. The client is told with
// the news.
void expunge(Run& run, const Selected& selected, const std::vector<Uid>& uids,
             const std::string& moved_to = {});

void change_state(Run& run, State state, Cause cause);
// Ends the session: what has not run is thrown away.
void close_session(Session& session, Cause cause, Output& out);

}  // namespace popscope::sim::imap
