// SPDX-License-Identifier: BSL-1.0
// The passes do not change what a network computes: random networks as they are written, and after each pass.
#include <catch2/catch.hpp>

#include <support/toy.hpp>
#include <tinytmpl/graph/fuse.hpp>

namespace {

using namespace support;
using tinytmpl::graph::Sequences;

void stand_up(Network& net) { tinytmpl::graph::stand_up(net); }
void stand_input_up(Network& net) { tinytmpl::graph::stand_input_up(net); }

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
const char* pass_at_fault(const Network& written, Sequences sequences) {
  struct Pass {
    const char* name;
    void (*apply)(Network&);
  };
  const Pass passes[] = {{"drop_dequantize", tinytmpl::graph::drop_dequantize},
                         {"stand_up", stand_up},
                         {"stand_input_up", stand_input_up},
                         {"reshape_inputs", tinytmpl::graph::reshape_inputs},
                         {"drop_reshapes", tinytmpl::graph::drop_reshapes},
                         {"find_rows", tinytmpl::graph::find_rows},
                         {"drop_unread", tinytmpl::graph::drop_unread},
                         {"fuse_activations", tinytmpl::graph::fuse_activations},
                         {"fuse_pads", tinytmpl::graph::fuse_pads},
                         {"split_means", tinytmpl::graph::split_means},
                         {"drop_unread", tinytmpl::graph::drop_unread},
                         {"crop_unread_rows", tinytmpl::graph::crop_unread_rows}};
  Network net = written;
  for (const Pass& pass : passes) {
    if (sequences == Sequences::lie && pass.apply == stand_up) continue;
    if (sequences != Sequences::fed && pass.apply == stand_input_up) continue;
    pass.apply(net);
    if (!same_outputs(written, net)) return pass.name;
  }
  return nullptr;
}

/// How many of random networks are changed by a pass.
int networks_with_faults(Inputs inputs, Sequences sequences, const char* test) {
  const Seeds seeds(5000);
  int count = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.last; ++seed) {
    Random random(seed);
    const int words = random.between(0, 12);
    const Network written = RandomNetwork(random, words, inputs).net;
    if (sequences == Sequences::fed && written.input_count > 1) continue;
    const Network net = optimize(written, sequences);
    if (same_outputs(written, net) && (sequences != Sequences::fed || !tinytmpl::graph::lies(net[0].out.extent)))
      continue;
    const char* pass = pass_at_fault(written, sequences);
    UNSCOPED_INFO(Seeds::repeat(seed, test) << " " << (pass ? pass : "optimize") << ", nodes " << written.count);
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("no pass changes what a random network computes") {
  CHECK(networks_with_faults(Inputs::images, Sequences::lie, "no pass changes*") == 0);
}

TEST_CASE("sequences compute the same when they stand") {
  CHECK(networks_with_faults(Inputs::sequences, Sequences::lie, "sequences compute*") == 0);
  CHECK(networks_with_faults(Inputs::sequences, Sequences::stand, "sequences compute*") == 0);
  CHECK(networks_with_faults(Inputs::images, Sequences::stand, "sequences compute*") == 0);
}

TEST_CASE("sequences compute the same when they are fed") {
  CHECK(networks_with_faults(Inputs::sequences, Sequences::fed, "sequences compute*") == 0);
}
