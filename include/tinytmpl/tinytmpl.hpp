// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/boards.hpp>
#include <tinytmpl/footprint.hpp>
#include <tinytmpl/graph/graph.hpp>
#include <tinytmpl/layers/activation.hpp>
#include <tinytmpl/layers/arithmetic.hpp>
#include <tinytmpl/layers/concat.hpp>
#include <tinytmpl/layers/conv2d.hpp>
#include <tinytmpl/layers/dense.hpp>
#include <tinytmpl/layers/depthwise_conv2d.hpp>
#include <tinytmpl/layers/pad.hpp>
#include <tinytmpl/layers/pooling.hpp>
#include <tinytmpl/layers/quantize.hpp>
#include <tinytmpl/layers/reduce.hpp>
#include <tinytmpl/layers/reshape.hpp>
#include <tinytmpl/layers/softmax.hpp>
#include <tinytmpl/literals.hpp>
#include <tinytmpl/model.hpp>
#include <tinytmpl/pipeline.hpp>
#include <tinytmpl/profile.hpp>
#include <tinytmpl/version.hpp>
