// SPDX-License-Identifier: BSL-1.0
// The names that a hostile model's tensors have are found; its headers compile.
#include "hostile.hpp"

#include "hostile.h"

namespace {

using hostile::Model;
template <int position, class Tensor>
constexpr bool is_output = std::is_same_v<Tensor, Model::Output<position>>;

static_assert(std::is_same_v<Model::Input<"*/int/*">, Model::Input<0>> && Model::inputs == 2);
static_assert(std::is_same_v<Model::Input<"2nd">, Model::Input<1>>);
static_assert(Model::outputs == 8 && Model::Output<7>::zero_point == 128 + 7);
static_assert(is_output<0, Model::Output<"say \"hi\" \\ */ /* // %s">>);
static_assert(is_output<1, Model::Output<"?\?/ trigraph ?\?)\nnew line #error">>);
static_assert(is_output<2, Model::Output<"gr\xc3\xb6\xc3\x9f"
                                         "e">>);
static_assert(is_output<6, Model::Output<"int">>);
static_assert(Model::Input<1>::element == tinytmpl::Element::uint8 &&
              Model::Output<6>::element == tinytmpl::Element::int8);

}  // namespace

/// The outputs have each its own zero point.
extern "C" bool outputs_are_in_their_places() {
  return hostile_output_int_dequantize(6) == 0 && hostile_output_gr_e_dequantize(2) == 0 &&
         hostile_output_say_hi_s_dequantize(0) == 0 && hostile_output_3_dequantize(3) == 0 &&
         hostile_output_4_dequantize(4) == 0 && hostile_output_5_dequantize(5) == 0 &&
         hostile_output_7_dequantize(128 + 7) == 0 && hostile_output_trigraph_new_line_error_dequantize(1) == 0;
}
