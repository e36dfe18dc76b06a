// SPDX-License-Identifier: BSL-1.0
// MISUSE: The data() of a uint8 tensor
// MEANING: Its bytes lie in memory as int8, 128 less: a pointer to them would be read wrongly.
// EXPECT: only an int8 tensor has data(): memory holds int8, a uint8 as 128 less, wider elements as bytes; fill this one
//     with assign(elements), read it with copy_to(elements)
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}, .element = Element::uint8}, {.output = {1, 0}}};
Model<Net, Shape<2>, parameters> model;

#ifdef FIXED
void take(const std::uint8_t* pixels) { model.input().assign(pixels); }
#else
void take(const std::uint8_t* pixels) {
  for (int i = 0; i < 2; ++i) model.input().data()[i] = pixels[i];
}
#endif
