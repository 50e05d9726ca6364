// libFuzzer: whatever octets a server sends, in whatever portions, a device that checks mail by
// POP3 reads them within its limits, and what it remembers stays in order. What the octets of an
// input mean stands in tests/support/reply_player.h; tests/fuzz/reply_corpus.sh makes inputs of
// the transcripts.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/support/reply_player.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  popscope::test::try_replies({reinterpret_cast<const char*>(octets), size});
  return 0;
}
