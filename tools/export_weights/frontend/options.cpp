// SPDX-License-Identifier: BSL-1.0
#include "frontend/options.hpp"

#include <cstring>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>
#include <tflite_generated.h>

#include "error.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_rank = 8;

/// The dimensions that a RESHAPE or a SQUEEZE names.
std::vector<int> copy(const flatbuffers::Vector<std::int32_t>* vector) {
  if (vector && vector->size() > max_rank)
    throw Error(fmt::format("an operator's options name {} dimensions; at most {} are read", vector->size(), max_rank));
  std::vector<int> out(vector ? vector->size() : 0);
  if (!out.empty()) std::memcpy(out.data(), vector->Data(), out.size() * sizeof(int));
  return out;
}

template <class Window>
void read_window(Options& out, const Window& in) {
  out.padding = in.padding();
  out.stride_h = in.stride_h();
  out.stride_w = in.stride_w();
  out.activation = in.activation();
}

void read(Options& out, const schema::Conv2DOptions& in) {
  read_window(out, in);
  out.dilation_h = in.dilation_h();
  out.dilation_w = in.dilation_w();
}
void read(Options& out, const schema::DepthwiseConv2DOptions& in) {
  read_window(out, in);
  out.dilation_h = in.dilation_h();
  out.dilation_w = in.dilation_w();
  out.depth_multiplier = in.depth_multiplier();
}
void read(Options& out, const schema::Pool2DOptions& in) {
  read_window(out, in);
  out.filter_h = in.filter_h();
  out.filter_w = in.filter_w();
}
void read(Options& out, const schema::FullyConnectedOptions& in) {
  out.activation = in.activation();
  out.weights_format = in.weights_format();
  out.keep_dims = in.keep_num_dims();
}
void read(Options& out, const schema::ConcatenationOptions& in) {
  out.axis = in.axis();
  out.activation = in.activation();
}
void read(Options& out, const schema::StridedSliceOptions& in) {
  out.begin_mask = in.begin_mask();
  out.end_mask = in.end_mask();
  out.shrink_mask = in.shrink_axis_mask();
  out.other_masks = in.ellipsis_mask() | in.new_axis_mask();
}
void read(Options& out, const schema::SoftmaxOptions& in) { out.beta = in.beta(); }
void read(Options& out, const schema::AddOptions& in) { out.activation = in.activation(); }
void read(Options& out, const schema::SubOptions& in) { out.activation = in.activation(); }
void read(Options& out, const schema::MulOptions& in) { out.activation = in.activation(); }
void read(Options& out, const schema::ReshapeOptions& in) { out.dims = copy(in.new_shape()); }
void read(Options& out, const schema::SqueezeOptions& in) { out.dims = copy(in.squeeze_dims()); }
void read(Options& out, const schema::ReducerOptions& in) { out.keep_dims = in.keep_dims(); }
void read(Options& out, const schema::GatherOptions& in) { out.axis = in.axis(); }
void read(Options& out, const schema::PackOptions& in) { out.axis = in.axis(); }
void read(Options& out, const schema::LeakyReluOptions& in) { out.alpha = in.alpha(); }

template <class Table>
void read_if(Options& out, const schema::Operator& op) {
  if (op.options_type() == schema::OptionsTraits<Table>::enum_value && op.options())
    read(out, *static_cast<const Table*>(op.options()));
}

template <class... Tables>
void read_any_of(Options& out, const schema::Operator& op) {
  (read_if<Tables>(out, op), ...);
}

}  // namespace

Options read_options(const schema::Operator& op) {
  Options out;
  read_any_of<schema::Conv2DOptions, schema::DepthwiseConv2DOptions, schema::Pool2DOptions,
              schema::FullyConnectedOptions, schema::SoftmaxOptions, schema::ConcatenationOptions, schema::AddOptions,
              schema::SubOptions, schema::MulOptions, schema::ReshapeOptions, schema::SqueezeOptions,
              schema::ReducerOptions, schema::GatherOptions, schema::StridedSliceOptions, schema::PackOptions,
              schema::LeakyReluOptions>(out, op);
  return out;
}

}  // namespace exporter
