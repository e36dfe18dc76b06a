// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/words.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

template <class Word, int position>
using word_at = typename decltype(word_as_written<Word, position>())::type;
template <class A, class B>
constexpr bool same = std::is_same_v<A, B>;

// Layers are counted as they are written; a Residual is one more, after its parts.
using Body = Seq<Conv2D<4, 3, Same>, ReLU>;
struct Block : Residual<Body, Seq<Tanh>> {};
struct Net : Seq<Pad<1>, Seq<>, Block, Flatten, Dense<3>> {};
static_assert(word_count<Net>() == 1 + 0 + 4 + 2);
static_assert(same<word_at<Net, 0>, Pad<1>> && same<word_at<Net, 1>, Conv2D<4, 3, Same>>);
static_assert(same<word_at<Net, 2>, ReLU> && same<word_at<Net, 3>, Tanh> && same<word_at<Net, 4>, Block>);
static_assert(same<word_at<Net, 5>, Flatten> && same<word_at<Net, 6>, Dense<3>>);
static_assert(word_count<Seq<>>() == 0 && word_count<ReLU>() == 1);

using Named = Graph<Outputs<"y">, Let<"a", Body, "input">, Let<"y", Add, "a", "input">>;
static_assert(word_count<Named>() == 3 && same<word_at<Named, 1>, ReLU> && same<word_at<Named, 2>, Add>);

static_assert(Composite<Net> && Composite<Block> && Composite<Named> && !Composite<ReLU>);
static_assert(same<decltype(part<1>(List<int, char, long>{}))::type, char>);

}  // namespace

TEST_CASE("a composite's counts stand in the order of its parts") {
  const auto counts = word_counts(Net::Parts{});
  const int wanted[] = {1, 0, 4, 1, 1};
  for (int i = 0; i < counts.size(); ++i) CHECK(counts[i] == wanted[i]);
}
