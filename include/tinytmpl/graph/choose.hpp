// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/compile.hpp>

namespace tinytmpl::graph {

/// What bands of steps, which make convolutions over time faster, may cost: all of them together, and each.
constexpr int fair_share(int ram_bytes) { return ram_bytes / 32; }
constexpr bool is_fair(int with_bands, int without) { return with_bands <= without + fair_share(without); }

/// How a network may be compiled, of which one is chosen. `TrainedFrom<Checked>` has the numbers of its nodes.
template <class Net, class Source, template <class> class TrainedFrom, auto... policies>
struct Compiled {
  static constexpr Schedule schedule = policy<Schedule, policies...>();
  using Native = targets::native_with<policy<FlashAccess, policies...>()>;

  template <Sequences sequences, int band_limit = any_bytes>
  struct Form {
    using Checked = graph::Checked<Net, Source, sequences>;
    using Trained = TrainedFrom<Checked>;
    template <class Target>
    using KernelsOn = graph::Kernels<Checked, Target, policy<Rounding, policies...>(), policy<Optimize, policies...>(),
                                     Trained, band_limit>;
    using Kernels = KernelsOn<Native>;
    using Layout = graph::Layout<Kernels, schedule, policy<InputMemory, policies...>()>;

    static constexpr int arena_bytes() { return Layout::plan.arena_bytes; }
  };

  /// The limit for each band with which all of them together stay within their share.
  template <Sequences sequences>
  static constexpr int band_limit() {
    if constexpr (schedule == Schedule::layerwise || !Form<sequences>::Kernels::has_bands_of_steps) return any_bytes;
    else {
      constexpr int least = Form<sequences, 0>::arena_bytes(), share = fair_share(least);
      if (is_fair(Form<sequences>::arena_bytes(), least)) return any_bytes;
      return is_fair(Form<sequences, share>::arena_bytes(), least) ? share : 0;
    }
  }
  template <Sequences sequences>
  using Weighed = Form<sequences, band_limit<sequences>()>;

  /// Sequences stand where they are fed, and where that saves RAM; layer by layer they lie, which is quicker.
  static constexpr Sequences sequences = [] {
    if constexpr (schedule == Schedule::fed) return Sequences::fed;
    else if constexpr (schedule == Schedule::layerwise || !has_sequences(Source::written)) return Sequences::lie;
    else {
      constexpr int lying = Weighed<Sequences::lie>::arena_bytes(), standing = Weighed<Sequences::stand>::arena_bytes();
      return standing < lying ? Sequences::stand : Sequences::lie;
    }
  }();
  using Best = Weighed<sequences>;
};

}  // namespace tinytmpl::graph
