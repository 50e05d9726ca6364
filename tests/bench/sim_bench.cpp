// What the simulation costs: commands into one session, recorded moments, seeking, forking.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <string>

#include "sim/timeline/steps.h"
#include "sim/timeline/timeline.h"

namespace {

using namespace popscope::sim;

class OneDrop final : public pop3::Store {
 public:
  explicit OneDrop(int messages) {
    drop_.user = "sarah";
    drop_.password = "secret";
    for (int i = 0; i < messages; ++i) {
      GeneratedMail mail;
      mail.subject = "Message";
      mail.seed = static_cast<std::uint64_t>(i);
      deliver(drop_, generate_message(mail, static_cast<std::uint64_t>(i)));
    }
  }
  std::optional<MaildropId> find_user(std::string_view) const override { return MaildropId{0}; }
  const Maildrop& maildrop(MaildropId) const override { return drop_; }
  Maildrop& modify(MaildropId) override { return drop_; }

 private:
  Maildrop drop_;
};

void run_all(pop3::Session& session, OneDrop& store, pop3::Output& out) {
  while (pop3::runnable(session)) pop3::run_one(session, store, Time{}, out);
}

void commands_into_one_session(benchmark::State& state, const char* line) {
  OneDrop store(100);
  pop3::Session session = pop3::open(SessionId{0}, Box<pop3::Config>{}, Time{}, 1);
  pop3::Output out;
  pop3::receive(session, "USER sarah\r\nPASS secret\r\n", Time{});
  run_all(session, store, out);
  for (auto _ : state) {
    pop3::receive(session, line, Time{});
    run_all(session, store, out);
    benchmark::DoNotOptimize(out.octets.data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(commands_into_one_session, noop, "NOOP\r\n");
BENCHMARK_CAPTURE(commands_into_one_session, stat, "STAT\r\n");
BENCHMARK_CAPTURE(commands_into_one_session, list_one, "LIST 50\r\n");
BENCHMARK_CAPTURE(commands_into_one_session, retr, "RETR 50\r\n");

void imap_commands_into_one_session(benchmark::State& state, const char* line) {
  OneDrop store(100);
  imap::Session session = imap::open(SessionId{0}, Box<imap::Config>{}, Time{});
  imap::Output out;
  const auto run = [&] {
    while (imap::runnable(session, store)) imap::run_one(session, store, Time{}, out);
  };
  imap::receive(session, "a LOGIN sarah secret\r\nb SELECT INBOX\r\n", Time{});
  run();
  for (auto _ : state) {
    imap::receive(session, line, Time{});
    run();
    benchmark::DoNotOptimize(out.octets.data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(imap_commands_into_one_session, noop, "c NOOP\r\n");
BENCHMARK_CAPTURE(imap_commands_into_one_session, fetch_flags, "c FETCH 50 FLAGS\r\n");
BENCHMARK_CAPTURE(imap_commands_into_one_session, fetch_body, "c FETCH 50 BODY.PEEK[]\r\n");
BENCHMARK_CAPTURE(imap_commands_into_one_session, uid_store,
                  "c UID STORE 50 +FLAGS.SILENT (\\Seen)\r\n");
BENCHMARK_CAPTURE(imap_commands_into_one_session, search, "c SEARCH UNSEEN\r\n");

World world_with(std::uint32_t messages) {
  World world;
  Server server;
  server.name = "mail.example.net";
  add_server(world, std::move(server));
  const MaildropId id = add_maildrop(world, "sarah", "secret");
  for (std::uint32_t i = 0; i < messages; ++i) {
    GeneratedMail mail;
    mail.subject = "Message";
    mail.seed = i;
    deliver(world.maildrops[id.value].modify(), generate_message(mail, world.next_identity++));
  }
  add_device(world, "Laptop", Account{});
  return world;
}

// A session of `commands` NOOPs and STATs typed one after the other.
Timeline session_of_moments(std::uint32_t moments) {
  World world = world_with(1000);
  Script script;
  const auto send = [&](const char* line) { script.ops.push_back(Input{Send{DeviceId{0}, line}}); };
  script.ops.push_back(Input{Connect{DeviceId{0}}});
  send("USER sarah\r\n");
  send("PASS secret\r\n");
  for (std::uint32_t i = 0; i < moments / 4; ++i) send(i % 2 == 0 ? "STAT\r\n" : "LIST 7\r\n");
  script.ops.push_back(End{});
  world.script = Box<Script>(script);
  Timeline timeline(std::move(world));
  while (timeline.end(BranchId{0}) < moments && timeline.advance(BranchId{0})) {}
  return timeline;
}

void recorded_moments(benchmark::State& state) {
  std::uint64_t moments = 0;
  for (auto _ : state) {
    Timeline timeline = session_of_moments(100'000);
    moments += timeline.end(BranchId{0});
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(moments));
}
BENCHMARK(recorded_moments)->Unit(benchmark::kMillisecond);

void octets_per_moment(benchmark::State& state) {
  double octets = 0;
  for (auto _ : state) {
    const std::size_t before = mallinfo2().uordblks;
    Timeline timeline = session_of_moments(100'000);
    octets = static_cast<double>(mallinfo2().uordblks - before) /
             static_cast<double>(timeline.end(BranchId{0}));
  }
  state.counters["octets_per_moment"] = octets;
}
BENCHMARK(octets_per_moment)->Unit(benchmark::kMillisecond)->Iterations(1);

void seek_anywhere_in_100000_moments(benchmark::State& state) {
  const Timeline timeline = session_of_moments(100'000);
  Random random{5};
  for (auto _ : state) {
    const auto n = static_cast<std::uint32_t>(random.below(timeline.end(BranchId{0})));
    benchmark::DoNotOptimize(timeline.world({BranchId{0}, n}).now);
  }
}
BENCHMARK(seek_anywhere_in_100000_moments)->Unit(benchmark::kMicrosecond);

void steps_of_100000_moments(benchmark::State& state) {
  const Timeline timeline = session_of_moments(100'000);
  for (auto _ : state) {
    Steps steps;
    steps.update(timeline, BranchId{0});
    benchmark::DoNotOptimize(steps.count());
  }
}
BENCHMARK(steps_of_100000_moments)->Unit(benchmark::kMillisecond);

void copy_a_world_of_1000_messages(benchmark::State& state) {
  const Timeline timeline = session_of_moments(400);
  const World& world = timeline.tip(BranchId{0});
  for (auto _ : state) {
    World copy = world;
    benchmark::DoNotOptimize(copy.now);
  }
}
BENCHMARK(copy_a_world_of_1000_messages);

}  // namespace

