// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a user's flags warn of is meant for the user's code: GCC 12 and 13, for one, tell of each of our names that a user has, too.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wdouble-promotion"
#pragma GCC diagnostic ignored "-Weffc++"
// Clang tells of loops that it did not unroll; GCC does not know that one.
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wpass-failed"

#include <tinytmpl/boards.hpp>
#include <tinytmpl/footprint.hpp>
#include <tinytmpl/graph/graph.hpp>
#include <tinytmpl/layers/abs.hpp>
#include <tinytmpl/layers/activation.hpp>
#include <tinytmpl/layers/apply.hpp>
#include <tinytmpl/layers/arg_max.hpp>
#include <tinytmpl/layers/arithmetic.hpp>
#include <tinytmpl/layers/as_strided.hpp>
#include <tinytmpl/layers/cast.hpp>
#include <tinytmpl/layers/comparison.hpp>
#include <tinytmpl/layers/concat.hpp>
#include <tinytmpl/layers/conv2d.hpp>
#include <tinytmpl/layers/conv2d_transpose.hpp>
#include <tinytmpl/layers/delay.hpp>
#include <tinytmpl/layers/dense.hpp>
#include <tinytmpl/layers/depthwise_conv2d.hpp>
#include <tinytmpl/layers/division.hpp>
#include <tinytmpl/layers/embedding.hpp>
#include <tinytmpl/layers/filter_bank.hpp>
#include <tinytmpl/layers/history.hpp>
#include <tinytmpl/layers/l2_norm.hpp>
#include <tinytmpl/layers/log_softmax.hpp>
#include <tinytmpl/layers/logical.hpp>
#include <tinytmpl/layers/lookup.hpp>
#include <tinytmpl/layers/lstm.hpp>
#include <tinytmpl/layers/matmul.hpp>
#include <tinytmpl/layers/maximum.hpp>
#include <tinytmpl/layers/over_time.hpp>
#include <tinytmpl/layers/pad.hpp>
#include <tinytmpl/layers/pooling.hpp>
#include <tinytmpl/layers/prelu.hpp>
#include <tinytmpl/layers/quantize.hpp>
#include <tinytmpl/layers/reduce.hpp>
#include <tinytmpl/layers/reshape.hpp>
#include <tinytmpl/layers/resize.hpp>
#include <tinytmpl/layers/select.hpp>
#include <tinytmpl/layers/signal.hpp>
#include <tinytmpl/layers/slice.hpp>
#include <tinytmpl/layers/softmax.hpp>
#include <tinytmpl/layers/squared_difference.hpp>
#include <tinytmpl/layers/svdf.hpp>
#include <tinytmpl/layers/transpose.hpp>
#include <tinytmpl/literals.hpp>
#include <tinytmpl/model.hpp>
#include <tinytmpl/pipeline.hpp>
#include <tinytmpl/profile.hpp>
#include <tinytmpl/version.hpp>

#pragma GCC diagnostic pop
