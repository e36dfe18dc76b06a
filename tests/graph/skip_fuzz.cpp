// SPDX-License-Identifier: BSL-1.0
// A rehearsal that skips what it would only repeat finds what one of all rows finds.
#include <tinytmpl/graph/skip.hpp>

#include <catch2/catch.hpp>

#include <support/planned.hpp>
#include <tinytmpl/graph/fuse.hpp>

TEST_CASE("a rehearsal of a part of the rows finds as much as one of all") {
  using namespace support;
  const Seeds seeds(3000);
  int wrong = 0, skipped = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.last; ++seed) {
    Random random(seed);
    const int words = random.between(1, 10);
    const Network net =
        optimize(RandomNetwork(random, words, Inputs::long_sequences).net,
                 random.one_in(8) ? tinytmpl::graph::Sequences::lie : tinytmpl::graph::Sequences::stand);
    const Bands bands = random_bands(random, net);
    const auto table = tinytmpl::graph::make_timetable<edge_capacity>(net, bands);
    const tinytmpl::graph::Readers<network_capacity, edge_capacity> readers(net);
    const auto all = rehearse(net, table, readers, {}, 1 << 25);
    tinytmpl::graph::Demand<network_capacity> part{};
    int rows_skipped = 0;
    const int steps = random.between(20, 400);
    while (!part.complete) {
      const auto plain = rehearse(net, table, readers, part, steps);
      part = rehearse_part(net, table, readers, bands, part, steps);
      rows_skipped = tinytmpl::core::maximum(rows_skipped, part.done[0] - plain.done[0]);
    }
    skipped += rows_skipped > 50;
    bool same = true;  // in all that the planner asks for
    for (int x = 0; x < net.count; ++x) same = same && all.rows[x] == part.rows[x] && all.lead[x] == part.lead[x];
    if (same) continue;
    UNSCOPED_INFO(Seeds::repeat(seed, "a rehearsal of a part*"));
    ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(skipped > 500);
}
