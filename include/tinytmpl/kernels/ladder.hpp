// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include <tinytmpl/core/list.hpp>
#include <tinytmpl/kernels/band.hpp>

/// How a layer gets its kernel.
///
/// A kernel is a type, and all that is asked about it stands in it:
///
///     struct Depthwise3x3 : KernelFor<Op::depthwise_conv2d> {
///       static constexpr const char* name = "depthwise 3 x 3, sliding";
///       static constexpr bool knows(Element);                           // elements of which tensors may be
///       static constexpr bool knows_uint8;                              // layers that are computed as TFLite's of uint8?
///       static constexpr bool reads_flash;                              // by load<g.flash>, operands that are constants?
///       static constexpr const char* refuses(const Geometry&);          // why it does not take a layer, or nullptr
///       static constexpr Geometry keeps(Geometry);                      // what its code depends on; takes that, too
///       static constexpr int band_rows(const Geometry&);                // output rows that it computes in one call
///       static constexpr int scratch_bytes(const Geometry&);            // RAM during a call
///       static constexpr Packing packing(const Geometry&);              // its own layout of the constants
///       template <Geometry g> static constexpr void pack(std::uint32_t* words, const Constants& canonical, int group);
///       template <Geometry g> static void compute(const Band&, const Constants&);
///     };
///
/// A target is a ladder of kernels, the best one first, and a target that it inherits from. The first kernel that takes a layer
/// computes it. The compiler asks that, and so may any program, of any target, at run time:
///
///     choose<targets::armv7em>(geometry)      the kernel's name, its scratch ...
///     refusals<targets::armv7em>(geometry)    why those before it did not take the layer
namespace tinytmpl::kernels {

/// A kernel for some operators, and what it need not say: it takes every layer of int8 tensors, keeps none of the numbers, and
/// computes row by row, without scratch, from constants as they are. `band_rows` is more than 1 only if the geometry has `bands`: then
/// the rows that a band reads are the next ones of one operand.
template <Op... operators>
struct KernelFor {
  static constexpr bool computes(Op op) { return ((op == operators) || ...); }
  static constexpr bool knows(Element element) { return element == Element::int8; }
  static constexpr bool knows_uint8 = false;
  static constexpr bool reads_flash = false;
  static constexpr const char* refuses(const Geometry&) { return nullptr; }
  static constexpr Geometry keeps(Geometry g) {
    g.numbers = {};
    return g;
  }
  static constexpr int band_rows(const Geometry&) { return 1; }
  static constexpr int scratch_bytes(const Geometry&) { return 0; }
  static constexpr Packing packing(const Geometry&) { return {}; }
};

/// Are the elements of all that the layer reads and writes such as the kernel knows?
template <class Kernel>
constexpr bool knows_elements(const Geometry& g) {
  for (int k = 0; k < g.operand_count; ++k)
    if (!Kernel::knows(g.in[k].element)) return false;
  return Kernel::knows(g.out.element);
}

/// Is an operand a constant that may not be read as memory is?
constexpr bool has_operand_in_flash(const Geometry& g) {
  for (int k = 0; k < g.operand_count; ++k)
    if (g.in[k].in_flash) return true;
  return false;
}

/// Why the kernel does not take a layer of its operators and elements, or nullptr.
template <class Kernel>
constexpr const char* refusal(const Geometry& g) {
  if (!Kernel::reads_flash && has_operand_in_flash(g)) return "an operand may only be read as words";
  if (!Kernel::knows_uint8 && g.as_uint8) return "it is computed as TFLite's of uint8";
  return Kernel::refuses(g);
}

template <class Kernel>
constexpr bool takes(const Geometry& g) {
  return Kernel::computes(g.op) && knows_elements<Kernel>(g) && refusal<Kernel>(g) == nullptr;
}

/// A kernel of sums over all rows, which are wider than int8.
template <Op... operators>
struct KernelForSums : KernelFor<operators...> {
  static constexpr bool knows(Element element) {
    return element == Element::int8 || element == Element::int16 || element == Element::int32;
  }
};

/// Stands in for a kernel that there is not.
struct NoKernel : KernelFor<> {
  static constexpr const char* name = "";
  template <Geometry>
  static constexpr void compute(const Band&, const Constants&) {}
};

/// What is known of the kernel that was chosen for a layer.
struct Choice {
  int rung = 0;  // its place on the target's ladder; of no kernel the number of kernels
  const char *name = "", *target = "";
  Geometry geometry = {};  // the layer's, as far as its code depends on it
  int band_rows = 1, scratch_bytes = 0;
  Packing packing = {};

  constexpr bool found() const { return name[0] != '\0'; }
};

/// A better kernel than the one that was chosen, and why it did not take the layer.
struct Refusal {
  const char *kernel = "", *reason = "";
};
/// Of a ladder of up to `most` kernels.
template <int most>
struct Refusals {
  Array<Refusal, most> all{};
  int count = 0;

  constexpr const Refusal* begin() const { return all.data(); }
  constexpr const Refusal* end() const { return all.data() + count; }
};

/// Kernels, the best one first.
template <class... Kernels>
struct Ladder {
  static constexpr int size = sizeof...(Kernels);

  /// The kernel at place `rung`; behind the last there is none.
  template <int rung>
  using At = typename decltype(part<rung>(List<Kernels..., NoKernel>{}))::type;

  /// The place of the first that takes the layer, or `size`.
  static constexpr int find(const Geometry& g) {
    int rung = 0;
    (void)((takes<Kernels>(g) || (++rung, false)) || ...);
    return rung;
  }
  /// Calls `what(kernel, rung)` for all of them, in order.
  static constexpr void for_each(auto what) {
    int rung = 0;
    (what(Kernels{}, rung++), ...);
  }
  template <class Kernel>
  static constexpr bool has = (std::is_same_v<Kernel, Kernels> || ...);

  /// These kernels above others. One that is on both ladders keeps the higher place.
  constexpr Ladder operator+(Ladder<>) const { return {}; }
  template <class First, class... Rest>
  constexpr auto operator+(Ladder<First, Rest...>) const {
    if constexpr (has<First>) return Ladder{} + Ladder<Rest...>{};
    else return Ladder<Kernels..., First>{} + Ladder<Rest...>{};
  }
};

/// Kernels of an operator that is not the library's, for every target: specialize it for your Op, with a Ladder. They compute in
/// constant expressions, too.
template <Op op>
struct OwnKernels {
  using Kernels = Ladder<>;
};

namespace detail {

template <class Target>
constexpr auto rungs() {
  if constexpr (std::is_void_v<typename Target::Inherits>) return typename Target::Kernels{};
  else return typename Target::Kernels{} + rungs<typename Target::Inherits>();
}

}  // namespace detail

/// All kernels of a target, with those that it inherits.
template <class Target>
using Rungs = decltype(detail::rungs<Target>());

/// The name of the target on whose ladder `Kernel` stands, be it `Target` or one that it inherits from.
template <class Target, class Kernel>
constexpr const char* owner() {
  if constexpr (Target::Kernels::template has<Kernel>) return Target::name;
  else if constexpr (std::is_void_v<typename Target::Inherits>) return "own";
  else return owner<typename Target::Inherits, Kernel>();
}

/// A layer's geometry as it is asked for on `Target`. Where flash is read as memory is, it makes no difference what lies there.
template <class Target>
constexpr Geometry on(Geometry g) {
  g.flash = Target::flash;
  for (int k = 0; k < g.operand_count; ++k) g.in[k].in_flash = g.in[k].in_flash && g.flash != FlashAccess::any;
  return g;
}

/// `Kernel`, at place `rung` of the ladder of `Target`, with what it asks for to compute a layer that it takes.
template <class Target, class Kernel>
constexpr Choice choice_of(const Geometry& g, int rung) {
  Geometry kept = Kernel::keeps(g);
  kept.bands = true;
  if (Kernel::band_rows(kept) > 1) kept.bands = g.bands;
  return {rung,
          Kernel::name,
          owner<Target, Kernel>(),
          kept,
          Kernel::band_rows(kept),
          Kernel::scratch_bytes(kept),
          Kernel::packing(kept)};
}

/// The kernel that computes a layer on `Target`. Of an operator of your own it knows nothing.
template <class Target>
constexpr Choice choose(const Geometry& layer) {
  const Geometry g = on<Target>(layer);
  Choice choice{.rung = Rungs<Target>::find(g)};
  Rungs<Target>::for_each([&]<class Kernel>(Kernel, int rung) {
    if (rung == choice.rung) choice = choice_of<Target, Kernel>(g, rung);
  });
  return choice;
}

/// Why kernels for the operator that stand above the chosen one did not take the layer.
template <class Target>
constexpr auto refusals(const Geometry& layer) {
  const Geometry g = on<Target>(layer);
  const int chosen = Rungs<Target>::find(g);
  Refusals<Rungs<Target>::size> all;
  Rungs<Target>::for_each([&]<class Kernel>(Kernel, int rung) {
    if (rung < chosen && Kernel::computes(g.op) && knows_elements<Kernel>(g))
      all.all[all.count++] = {Kernel::name, refusal<Kernel>(g)};
  });
  return all;
}

}  // namespace tinytmpl::kernels
