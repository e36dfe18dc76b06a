// SPDX-License-Identifier: BSL-1.0
// Random networks, planned and walked at run time with kernels that only check: each row that a kernel is handed must be the
// row that was written, and each row is computed once.
#include <catch2/catch.hpp>

#include <support/planned.hpp>
#include <tinytmpl/graph/fuse.hpp>

namespace {

using namespace support;
using tinytmpl::graph::Sequences;

int networks_with_faults(Inputs inputs, Sequences sequences, int count, const char* test) {
  const Seeds seeds(count);
  int faults = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.last; ++seed) {
    Random random(seed);
    const int words = random.between(0, 14);
    const Network net = optimize(RandomNetwork(random, words, inputs).net, sequences);
    const Bands bands = random_bands(random, net);
    const std::string fault = Planned(net, bands, random_scratch(random, net), random).fault();
    if (fault.empty()) continue;
    UNSCOPED_INFO(Seeds::repeat(seed, test) << "\n" << fault);
    ++faults;
  }
  return faults;
}

}  // namespace

TEST_CASE("every row of a random network is where its readers look for it") {
  CHECK(networks_with_faults(Inputs::images, Sequences::lie, 15000, "every row of a random network*") == 0);
}

TEST_CASE("every step of a random sequence is where its readers look for it") {
  CHECK(networks_with_faults(Inputs::sequences, Sequences::stand, 5000, "every step of a random sequence*") == 0);
}
