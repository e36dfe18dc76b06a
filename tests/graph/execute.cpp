// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/execute.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

// A place is where its ring says.
constexpr Ring ring{.offset = 7, .pitch = 5, .slots = 4, .step = 3, .phase = 2};
constexpr bool same_places = [] {
  std::int8_t arena[32] = {};
  const Place place(ring, 20);
  for (int row = 0; row < 20; ++row)
    if (place.at(arena, row) != arena + ring.at(row)) return false;
  return true;
}();
static_assert(same_places);

/// What a kernel was called with.
struct Seen {
  int in[8], out[2];
  int row, count, scratch;
};
Seen seen;
std::int8_t arena[100];

void look(const kernels::Band& band, const Constants&) {
  const auto place = [](const std::int8_t* p) { return p ? static_cast<int>(p - arena) : -1; };
  for (int i = 0; i < 3 + band.count; ++i) seen.in[i] = place(i < 2 + band.count ? band.in[0][i] : band.in[1][0]);
  for (int i = 0; i < band.count; ++i) seen.out[i] = place(band.out[i]);
  seen.scratch = place(band.scratch);
  seen.row = band.row, seen.count = band.count;
}

}  // namespace

TEST_CASE("a kernel gets pointers to all rows that it reads, null outside the image") {
  // Node 1 reads three rows of node 0 with stride 1 and padding 1, and one row of it that is always the same.
  const Step steps[] = {{.height = 4}, {.height = 4, .band = 2, .first_edge = 0, .edge_count = 2}};
  const Edge needs[] = {{.rows = {.size = 3, .before = 1}}, {.rows = {.size = 1, .stride = 0}}};
  const Place places[] = {Place(Ring{.offset = 10, .pitch = 8, .slots = 4}, 4),
                          Place(Ring{.offset = 50, .pitch = 6, .slots = 4}, 4)};
  const Constants constants{};
  const Call calls[] = {{}, {&look, &constants, 80}};
  const Program program{steps, needs, places, calls, nullptr, 1, 0};

  execute<8, 2>(program, arena, 1, 0, 2);
  const int first[] = {-1, 10, 18, 26, 10};
  for (int i = 0; i < 5; ++i) CHECK(seen.in[i] == first[i]);
  CHECK((seen.out[0] == 50 && seen.out[1] == 56 && seen.row == 0 && seen.count == 2 && seen.scratch == 80));

  execute<8, 2>(program, arena, 1, 3, 1);
  const int last[] = {26, 34, -1, 10};
  for (int i = 0; i < 4; ++i) CHECK(seen.in[i] == last[i]);
  CHECK((seen.out[0] == 68 && seen.row == 3 && seen.count == 1));
}

TEST_CASE("of a window that is too high for a table each row is reckoned") {
  for (int size = 17; size < 40; ++size)
    for (int slots = size; slots < size + 9; ++slots)
      for (int first = -20; first < 60; ++first)
        for (const int step : {1, 2}) {
          static std::int8_t memory[200];
          const Place place(Ring{.offset = 3, .pitch = 2, .slots = slots}, 50);
          const Edge edge{.rows = {.dilation = step, .before = 20}};
          const RowRange rows(edge, first + 20, 99, divide_up(size, step), 50);
          const kernels::RowRuns runs = find_runs(memory, place, rows);
          const std::int8_t* table[40];
          fill_table(table, memory, place, rows);
          for (int i = 0; i < rows.count; ++i) REQUIRE(runs[i] == table[i]);
        }
}

TEST_CASE("a place finds its slot without a division") {
  for (const int slots : {1, 2, 3, 4, 5, 7, 24, 49, 96, 255, 256, 257, 1000, 4095, 16384, 32766, 32767}) {
    const Place place(Ring{.slots = slots}, 65536);
    int wrong = 0;
    for (int i = 0; i < 65536; ++i) wrong += place.slot(i) != i % slots;
    CHECK(wrong == 0);
  }
}
