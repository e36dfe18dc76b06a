// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/compile.hpp>

namespace tinytmpl {

/// How a network may be compiled, of which one is chosen. `TrainedFrom<Checked>` has the numbers of its nodes.
template <class Net, class Source, template <class> class TrainedFrom, auto... policies>
struct Compiled {
  static constexpr Schedule schedule = policy<Schedule, policies...>();
  using Native = targets::native_with<policy<FlashAccess, policies...>()>;

  template <Sequences sequences>
  struct Form {
    using Checked = tinytmpl::Checked<Net, Source, sequences>;
    using Trained = TrainedFrom<Checked>;
    template <class Target>
    using KernelsOn = tinytmpl::Kernels<Checked, Target, policy<Rounding, policies...>(),
                                        policy<Optimize, policies...>(), Trained>;
    using Kernels = KernelsOn<Native>;
    using Layout = tinytmpl::Layout<Kernels, schedule, policy<InputMemory, policies...>()>;

    static constexpr int ram_bytes() { return Layout::plan.arena_bytes + 2 * Checked::network.count; }
  };

  /// Sequences stand where they are fed, and where that saves RAM; layer by layer they lie, which is quicker.
  static constexpr Sequences sequences = [] {
    if constexpr (schedule == Schedule::fed) return Sequences::fed;
    else if constexpr (schedule == Schedule::layerwise || !has_sequences(Source::written)) return Sequences::lie;
    else return Form<Sequences::stand>::ram_bytes() < Form<Sequences::lie>::ram_bytes() ? Sequences::stand
                                                                                         : Sequences::lie;
  }();
  using Best = Form<sequences>;
};

}  // namespace tinytmpl
