// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/order.hpp>

#include <catch2/catch.hpp>

#include <string>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

template <class Net, class Input, Schedule schedule = Schedule::min_ram>
using OrderOf = Order<typename Footprint<Net, Input, schedule>::Layout, schedule == Schedule::fed>;

/// Its blocks: a letter for each node, which is 'b' for the first that is computed, '.' for a row that is needed. "^4" says that the
/// blocks since the last such mark come four times more.
template <class Order>
std::string blocks() {
  std::string text;
  for (int at = 0; at < Order::size;) {
    if (Order::words[at] == 0) {
      text += '^' + std::to_string(int{Order::words[at + 2]}) + ' ';
      at += again_words;
      continue;
    }
    if (const int times = Order::words[at + 1]; times > 1) text += std::to_string(times);
    text += '(';
    for (int i = 0; i < Order::words[at]; ++i)
      text += Order::words[at + 2 + i] == row_needed ? '.' : static_cast<char>('a' + Order::words[at + 2 + i]);
    text += ')', at += block_header + Order::words[at];
  }
  return text;
}

struct Two : Seq<Conv2D<1, 3, Same>, Conv2D<1, 3, Same>> {};
using Halves = MaxPool2D<Kernel{2, 1}>;
struct Long : Seq<Halves, Conv2D<1, 3, Same>, Halves, Conv2D<1, 3, Same>, Halves> {};
struct Small : Seq<Dense<4>, Dense<2>> {};

static_assert(OrderOf<Small, Shape<3>>::unrolled && OrderOf<Small, Shape<3>>::table_bytes == 0);
static_assert(!OrderOf<Small, Shape<3>, Schedule::fed>::unrolled, "it must be able to stop");
static_assert(!OrderOf<Two, Shape<40, 1, 1>>::unrolled && OrderOf<Two, Shape<12, 1, 1>>::unrolled);
static_assert(OrderOf<Two, Shape<40, 1, 1>>::firings == 80);

// An image of 224 rows, a second of sound, and a network of many layers, whose constants are few.
template <int channels>
using Block = Seq<DepthwiseConv2D<3, Same>, Conv2D<channels, 1>, ReLU>;
template <int channels>
using Halving = Seq<DepthwiseConv2D<3, Same, Stride<2>>, Conv2D<channels, 1>, ReLU>;
struct Mobile : Seq<Conv2D<4, 3, Same, Stride<2>>, ReLU, Block<4>, Halving<4>, Block<4>, Halving<8>, Block<8>, Block<8>,
                    Halving<8>, Block<8>, GlobalAveragePool2D, Dense<2>> {};
struct Sound : Seq<Conv2D<4, Kernel{9, 1}, Stride<4, 1>>, ReLU, Conv2D<4, Kernel{9, 1}, Stride<4, 1>>, ReLU,
                   GlobalAveragePool2D, Dense<2>> {};
struct Dilated : Seq<Conv2D<4, Kernel{3, 1}, Same>, Conv2D<4, Kernel{3, 1}, Same, Dilation<2, 1>>,
                     Conv2D<4, Kernel{3, 1}, Same, Dilation<4, 1>>, Conv2D<4, Kernel{3, 1}, Same, Dilation<8, 1>>,
                     Conv2D<4, Kernel{3, 1}, Same, Dilation<16, 1>>, GlobalAveragePool2D, Dense<2>> {};

template <class Order>
constexpr int bytes = Order::size * static_cast<int>(sizeof(typename Order::Word));

}  // namespace

TEST_CASE("what repeats itself is written once") {
  CHECK(blocks<OrderOf<Two, Shape<40, 1, 1>>>() == "(b)39(bc)(c)");
  CHECK(blocks<OrderOf<Two, Shape<40, 1, 1>, Schedule::layerwise>>() == "40(b)40(c)");
  CHECK(blocks<OrderOf<Long, Shape<96, 4, 1>>>() == "(bbcbcd)2(bcbcde)(f)^9 2(bcbcde)(fbccdeef)");
}

TEST_CASE("an order that waits for rows") {
  using Fed = OrderOf<Two, Shape<40, 1, 1>, Schedule::fed>;
  CHECK(blocks<Fed>() == "(.b)38(.bc)(bcc)");
  CHECK(Fed::rows_needed == 39);
}

TEST_CASE("a long order takes little flash") {
  CHECK(OrderOf<Mobile, Shape<224, 224, 3>>::firings == 800);
  CHECK(bytes<OrderOf<Mobile, Shape<224, 224, 3>>> <= 256);
  CHECK(bytes<OrderOf<Mobile, Shape<224, 224, 3>, Schedule::fed>> <= 256);
  CHECK(OrderOf<Sound, Shape<8000, 1, 1>>::firings > 2500);
  CHECK(blocks<OrderOf<Two, Shape<1000, 1, 1>>>() == "(b)255(bc)^2 234(bc)(c)");
  CHECK(bytes<OrderOf<Sound, Shape<8000, 1, 1>>> <= 64);
  CHECK(bytes<OrderOf<Dilated, Shape<1000, 1, 2>>> <= 256);
}
