// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/core.hpp>

namespace tinytmpl::kernels::scalar {

/// The int8 weights of a word in flash, from its lowest byte on: read one by one if a load extends the sign for nothing.
template <class Core, FlashAccess flash>
class FourWeights {
 public:
  [[gnu::always_inline]] constexpr explicit FourWeights(const std::uint32_t* in_flash)
      : place(in_flash), bytes(by_bytes ? 0 : load<flash>(in_flash)) {}

  template <int i>
  [[gnu::always_inline]] constexpr std::int32_t get() const {
    if constexpr (by_bytes) return reinterpret_cast<const signed char*>(place)[i];
    else return static_cast<std::int32_t>(bytes << (24 - 8 * i)) >> 24;
  }

 private:
  static constexpr bool by_bytes = Core::loads_signed_bytes && flash == FlashAccess::any;
  const std::uint32_t* place;
  std::uint32_t bytes;
};

}  // namespace tinytmpl::kernels::scalar
