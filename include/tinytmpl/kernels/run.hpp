// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable.hpp>

// The target that the compiler builds for; TINYTMPL_TARGET names another one, whose kernels have been included before.
#if defined(TINYTMPL_TARGET)
namespace tinytmpl::targets {
using native = TINYTMPL_TARGET;
}
#elif __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__  // the other targets take bytes out of words
namespace tinytmpl::targets {
using native = portable;
}
#elif defined(__ARM_FEATURE_MVE)
#include <tinytmpl/kernels/armv81m.hpp>
namespace tinytmpl::targets {
using native = armv81m;
}
#elif defined(__ARM_FEATURE_DSP) && defined(__thumb2__)  // its assembler is not for Arm state
#include <tinytmpl/kernels/armv7em.hpp>
namespace tinytmpl::targets {
using native = armv7em;
}
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#include <tinytmpl/kernels/armv6m.hpp>
namespace tinytmpl::targets {
using native = armv6m;
}
#elif defined(__riscv_zve32x) && defined(__clang__) && __riscv_v_intrinsic >= 12000 && __riscv_xlen == 32
#include <tinytmpl/kernels/zve32x.hpp>
namespace tinytmpl::targets {
using native = zve32x;
}
#elif defined(__riscv) && __riscv_xlen == 32 && defined(__riscv_flen)
#include <tinytmpl/kernels/with_fpu.hpp>
namespace tinytmpl::targets {
using native = scalar_with_fpu;
}
#elif defined(__riscv) && __riscv_xlen == 32
#include <tinytmpl/kernels/scalar.hpp>
namespace tinytmpl::targets {
using native = scalar;
}
#elif defined(__XTENSA__) && !defined(__XTENSA_SOFT_FLOAT__)
#include <tinytmpl/kernels/with_fpu.hpp>
namespace tinytmpl::targets {
using native = xtensa_with_fpu;
}
#elif defined(__XTENSA__)
#include <tinytmpl/kernels/xtensa.hpp>
namespace tinytmpl::targets {
using native = xtensa;
}
#else
namespace tinytmpl::targets {
using native = portable;
}
#endif

namespace tinytmpl::targets {

/// The native target, or that for constants that are read as words.
template <FlashAccess access>
using native_with = std::conditional_t<access == FlashAccess::word, native::ByWords, native>;

}  // namespace tinytmpl::targets

namespace tinytmpl::kernels {

namespace detail {

template <Op op, bool found>
struct CheckKernel {
  static_assert(found,
                "tinytmpl: no kernel computes this operator on elements of these types; specialize "
                "tinytmpl::kernels::OwnKernels for your Op with a Ladder of one");
};

}  // namespace detail

/// As `choose`, in the compiler: the kernel is a type, and the operator may be your own.
template <class Target, Geometry layer>
class Chosen {
  using Kernels = decltype(Rungs<Target>{} + typename OwnKernels<layer.op>::Kernels{});
  static constexpr Geometry asked = on<Target>(layer);

 public:
  static constexpr int rung = Kernels::find(asked);
  static_assert(sizeof(detail::CheckKernel<layer.op, (rung < Kernels::size)>) != 0);

  using Kernel = typename Kernels::template At<rung>;
  static constexpr Choice choice = choice_of<Target, Kernel>(asked, rung);
  static constexpr Geometry geometry = choice.geometry;
  static constexpr int scratch = choice.scratch_bytes, band = choice.band_rows;
  static constexpr Packing packing = choice.packing;
};

/// Computes a band row by row. It has more than one row only if there is one operand.
template <class Kernel, Geometry g>
constexpr void run_rows(const Band& band, const Constants& constants) {
  if constexpr (g.operand_count > 1) {
    Kernel::template compute<g>(band, constants);
  } else {
    for (int i = 0; i < band.count; ++i) {
      const Rows in = band.in[0].from(i * g.stride_h);
      Kernel::template compute<g>({band.out + i, &in, band.row + i, 1, band.scratch}, constants);
    }
  }
}

/// The function that the walk calls: the kernel itself; of portable's, which compute bands that native kernels asked for where
/// they run in constant expressions, run_rows.
template <class Target, class Kernel, Geometry g>
constexpr Function* function() {
  if constexpr (std::is_same_v<Target, targets::portable>) return run_rows<Kernel, g>;
  else return Kernel::template compute<g>;
}

}  // namespace tinytmpl::kernels
