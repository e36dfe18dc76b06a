// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/walk.hpp>

#include <catch2/catch.hpp>

#include <string>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

// The rows that an output row needs, cut off at the image's end.
constexpr Edge edge{.rows = {.size = 3, .stride = 2, .dilation = 2, .before = 1}};
static_assert(edge.end(0, 99) == 4 && edge.end(3, 99) == 10 && edge.end(3, 7) == 7 && edge.rows_for(2) == 5);
constexpr Edge denser{.rows = {.size = 2, .stride = 2, .before = 1, .per = 3}};
static_assert(denser.rows.start(0) == -1 && denser.rows.start(4) == 2 && denser.end(0, 99) == 1 &&
              denser.end(4, 99) == 4);

template <class Net, class Input>
constexpr auto optimized = optimize(describe<Net>(input_extents(Input{})));

constexpr auto chain = trim<4>(optimized<Seq<Conv2D<1, 3, Same>, Conv2D<1, 3, Same>>, Shape<4, 1, 1>>);
static_assert(edge_count(chain) == 3);
constexpr auto table = make_timetable<3>(chain, Array<int, 4>{1, 1, 1, 1});
static_assert(table.steps[1].height == 4 && table.steps[1].edge_count == 1 && table.steps[1].reader == 2);
static_assert(table.steps[2].first_edge == 1 && table.needs[1].tensor == 1 && table.needs[1].rows.before == 1);

/// The order in which rows are computed: a letter for each node, a number for each row.
template <int nodes, int edges>
std::string order(const Timetable<nodes, edges>& times, int inputs, int rows_of_input, int end) {
  std::string text;
  Array<std::int16_t, nodes> done;
  for (int x = 0; x < inputs; ++x) done[x] = narrow(rows_of_input);
  const auto fire = [&](int x, int row, int count) {
    text += static_cast<char>('a' + x);
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + row + i);
    return true;
  };
  if (!walk(times.steps.data(), times.needs.data(), inputs, done.data(), end, fire)) text += '!';
  return text;
}

}  // namespace

TEST_CASE("a row is computed when somebody needs it, and not before") {
  CHECK(order(table, 1, 4, 2) == "b0b1c0b2c1b3c2c3");
  CHECK(order(table, 1, 4, 1) == "b0b1b2b3");
}

TEST_CASE("without input rows the walk stops, with what could be done") {
  CHECK(order(table, 1, 0, 2) == "!");
  CHECK(order(table, 1, 2, 2) == "b0!");
  CHECK(order(table, 1, 3, 2) == "b0b1c0!");
}

TEST_CASE("with bands several rows at a time") {
  CHECK(order(make_timetable<3>(chain, Array<int, 4>{1, 2, 3, 1}), 1, 4, 2) == "b01b23c012c3");
}

TEST_CASE("a stopped walk goes on where it was") {
  Array<std::int16_t, 4> done{4, 0, 0, 0};
  std::string text;
  const auto fire = [&](int x, int row, int) {
    text += static_cast<char>('a' + x), text += static_cast<char>('0' + row);
    return false;
  };
  int calls = 0;
  while (!walk(table.steps.data(), table.needs.data(), 1, done.data(), 2, fire)) ++calls;
  CHECK(text == "b0b1c0b2c1b3c2c3");
  CHECK(calls == 8);
}

TEST_CASE("a shortcut waits for the branch") {
  static constexpr auto net = optimized<Residual<Conv2D<1, 3, Same>>, Shape<3, 1, 1>>;
  const auto times = make_timetable<4>(net, Array<int, net.nodes.size()>{1, 1, 1, 1});
  CHECK(order(times, 1, 3, 2) == "b0c0b1c1b2c2");
}
