// SPDX-License-Identifier: BSL-1.0
// The passes do not change what a network computes: random networks as they are written, and after each pass.
#include <catch2/catch.hpp>

#include <support/toy.hpp>
#include <tinytmpl/graph/fuse.hpp>

namespace {

using namespace support;

/// Do both networks have the same outputs?
bool same_outputs(const Network& a, const Network& b) {
  const Toy first(a), second(b);
  if (first.reads_what_is_not_there || second.reads_what_is_not_there) return false;
  if (a.outputs().operand_count != b.outputs().operand_count) return false;
  for (int k = 0; k < a.outputs().operand_count; ++k)
    if (first.output(k) != second.output(k)) return false;
  return true;
}

/// The first pass, in the order of `optimize`, that changes the outputs; null if none does.
const char* pass_at_fault(const Network& written) {
  struct Pass {
    const char* name;
    void (*apply)(Network&);
  };
  const Pass passes[] = {{"drop_dequantize", tinytmpl::drop_dequantize},   {"reshape_inputs", tinytmpl::reshape_inputs},
                         {"drop_reshapes", tinytmpl::drop_reshapes},       {"drop_unread", tinytmpl::drop_unread},
                         {"fuse_activations", tinytmpl::fuse_activations}, {"fuse_pads", tinytmpl::fuse_pads},
                         {"split_means", tinytmpl::split_means},           {"drop_unread", tinytmpl::drop_unread},
                         {"crop_unread_rows", tinytmpl::crop_unread_rows}};
  Network net = written;
  for (const Pass& pass : passes) {
    pass.apply(net);
    if (!same_outputs(written, net)) return pass.name;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("no pass changes what a random network computes") {
  const Seeds seeds(5000);
  int networks_with_faults = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.last; ++seed) {
    Random random(seed);
    const int words = random.between(0, 12);
    const Network written = RandomNetwork(random, words).net;
    if (same_outputs(written, optimize(written))) continue;
    const char* pass = pass_at_fault(written);
    UNSCOPED_INFO(Seeds::repeat(seed, "no pass changes*")
                  << " " << (pass ? pass : "optimize") << ", nodes " << written.count);
    ++networks_with_faults;
  }
  CHECK(networks_with_faults == 0);
}
