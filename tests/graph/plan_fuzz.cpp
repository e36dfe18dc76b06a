// SPDX-License-Identifier: BSL-1.0
// Random networks, planned and walked at run time with kernels that only check: each row that a kernel is handed must be the
// row that was written, and each row is computed once.
#include <catch2/catch.hpp>

#include <support/planned.hpp>
#include <tinytmpl/graph/fuse.hpp>

TEST_CASE("every row of a random network is where its readers look for it") {
  using namespace support;
  const Seeds seeds(20000);
  int networks_with_faults = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.last; ++seed) {
    Random random(seed);
    const int words = random.between(0, 14);
    const Network net = optimize(RandomNetwork(random, words).net);
    const Bands bands = random_bands(random, net);
    const std::string fault = Planned(net, bands, random_scratch(random, net), random).fault();
    if (fault.empty()) continue;
    UNSCOPED_INFO(Seeds::repeat(seed, "every row of a random network*") << "\n" << fault);
    ++networks_with_faults;
  }
  CHECK(networks_with_faults == 0);
}
