// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/tinytmpl.hpp>

/// The four networks of MLPerf Tiny, as topologies.
namespace mlperf {

using namespace tinytmpl;

template <int filters, class... Options>
struct Separable : Seq<DepthwiseConv2D<3, Same, Options...>, ReLU, Conv2D<filters, 1>, ReLU> {};
template <int filters>
struct Down : Separable<filters, Stride<2>> {};

/// Keyword spotting: DS-CNN.
struct Kws : Seq<Conv2D<64, Kernel{10, 4}, Stride<2>, Same>, ReLU, Separable<64>, Separable<64>, Separable<64>,
                 Separable<64>, AveragePool2D<Kernel{25, 5}>, Flatten, Dense<12>, Softmax> {};
using KwsInput = Shape<49, 10, 1>;

/// Image classification: ResNet-8.
template <int filters>
struct Block : Residual<Seq<Conv2D<filters, 3, Stride<2>, Same>, ReLU, Conv2D<filters, 3, Same>>,
                        Conv2D<filters, 1, Stride<2>>> {};
struct Ic : Seq<Conv2D<16, 3, Same>, ReLU, Residual<Seq<Conv2D<16, 3, Same>, ReLU, Conv2D<16, 3, Same>>>, ReLU,
                Block<32>, ReLU, Block<64>, ReLU, AveragePool2D<8>, Flatten, Dense<10>, Softmax> {};
using IcInput = Shape<32, 32, 3>;

/// Visual wake words: MobileNetV1, 0.25.
struct Vww : Seq<Conv2D<8, 3, Stride<2>, Same>, ReLU, Separable<16>, Down<32>, Separable<32>, Down<64>, Separable<64>,
                 Down<128>, Separable<128>, Separable<128>, Separable<128>, Separable<128>, Separable<128>, Down<256>,
                 Separable<256>, AveragePool2D<3>, Flatten, Dense<2>, Softmax> {};
using VwwInput = Shape<96, 96, 3>;

/// Anomaly detection: an autoencoder.
template <int units>
struct Hidden : Seq<Dense<units>, ReLU> {};
struct Ad : Seq<Hidden<128>, Hidden<128>, Hidden<128>, Hidden<128>, Hidden<8>, Hidden<128>, Hidden<128>, Hidden<128>,
                Hidden<128>, Dense<640>> {};
using AdInput = Shape<640>;

}  // namespace mlperf
