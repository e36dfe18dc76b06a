// SPDX-License-Identifier: BSL-1.0
#include "lower/unsupported.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>

namespace exporter {
namespace {

struct Advice {
  std::initializer_list<std::string_view> operators;
  const char* text;
};

constexpr auto loop =
    "a loop, as of an RNN that was not unrolled: pass unroll=True to LSTM, GRU or SimpleRNN, and batch_size=1 to "
    "Input; or use "
    "convolutions over time (Conv1D)";

// clang-format off
const Advice advices[] = {
    {{"WHILE"}, loop},
    {{"IF"}, "decide outside the model"},
    {{"LSTM", "RNN", "UNIDIRECTIONAL_SEQUENCE_RNN", "BIDIRECTIONAL_SEQUENCE_LSTM", "BIDIRECTIONAL_SEQUENCE_RNN"},
     "a recurrent layer of a kind that is not supported; use LSTM, or convolutions over time (Conv1D)"},
    {{"CONV_3D", "CONV_3D_TRANSPOSE"}, "images have a height, a width and channels; use Conv2D"},
    {{"TOPK_V2"}, "let the model end before it, and search its output in the program"},
    {{"POW"}, "of a constant exponent multiply or take roots: x * x, tf.sqrt(x)"},
    {{"LOCAL_RESPONSE_NORMALIZATION"},
     "as in a normalization that depends on the input: use BatchNormalization, which becomes part of the weights"},
    {{"FILL", "ZEROS_LIKE"},
     "a tensor whose size is computed, as an RNN's first state for an open batch; convert with a batch of 1, "
     "Input(..., batch_size=1)"},
    {{"SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND"},
     "only where both stand around one convolution of stride 1, which they dilate; convert with a batch of 1, "
     "Input(..., batch_size=1), so that the converter joins them"},
};
// clang-format on

std::string custom_advice(std::string_view name) {
  const auto has = [name](std::string_view text) { return name.find(text) != std::string_view::npos; };
  if (has("FlexTensorList")) return loop;
  if (has("\"Flex"))
    return "one of TensorFlow's own, which runs on no microcontroller; convert without SELECT_TF_OPS, and replace what "
           "the converter then complains about";
  if (has("Detection_PostProcess")) return "let the model end before it, and decode its boxes in the program";
  return "if you write it as a layer, --own CUSTOM_NAME=my::Layer puts that in its place (docs/porting.md, \"A kernel "
         "of your own\")"
         "; else compute it outside the model, or replace it by layers of Keras";
}

}  // namespace

std::string unsupported(const Operation& op, bool computes_shape, bool left_in_float) {
  if (computes_shape && !op.is("WHILE"))
    return "this operator is not supported where it computes a shape, or with one, that is not constant; convert the "
           "model with a fixed input shape";
  const auto lists_it = [&](const Advice& advice) {
    return std::find(advice.operators.begin(), advice.operators.end(), op.name) != advice.operators.end();
  };
  const auto* const found = std::find_if(std::begin(advices), std::end(advices), lists_it);
  const std::string what = op.is_custom               ? custom_advice(op.name)
                         : found != std::end(advices) ? found->text
                                                      : "replace it in the model";
  return (left_in_float ? "this operator is not supported, and the converter left it in float32; "
                        : "this operator is not supported; ") +
         what;
}

}  // namespace exporter
