// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/fault.hpp>
#include <tinytmpl/graph/words.hpp>

namespace tinytmpl::graph {

/// Of a rule that is not about numbers: it has none to say.
template <int needed, int given>
constexpr bool holds = needed == given;

/// One sentence for each rule. Of a network with a fault exactly one of these is instantiated: its arguments are the layer as
/// the user wrote it, its position (inputs first), and both numbers.
template <Rule rule, class Layer, int position, int needed, int given>
struct Check {};  // none, and a Shape that says itself what is wrong with it

template <class Layer, int position, int needed, int given>
struct Check<Rule::a_layer, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: this is not a layer; options stand between the brackets of their layer, Lets in a Graph");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::image, Layer, position, needed, given> {
  static_assert(needed <= given,
                "tinytmpl: an image layer needs Shape<height, width, channels>; Reshape the vector first");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::kernel_rows, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: the kernel has more rows than the input; use Same or a smaller kernel");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::kernel_columns, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: the kernel has more columns than the input; use Same or a smaller kernel");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::filters, Layer, position, needed, given> {
  static_assert(needed <= given,
                "tinytmpl: this layer makes no channel: it has at least one filter, unit or multiplier");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::window, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: the kernel, the stride and the dilation of a window are at least 1");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::groups, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: there is at least one group; leave out Groups for one");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::padding, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: a Pad adds rows, columns and channels, it removes none");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::weights_size, Layer, position, needed, given> {
  static_assert(needed >= given, "tinytmpl: this layer has more weights than the library can index; make it smaller");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::tensor_size, Layer, position, needed, given> {
  static_assert(needed >= given, "tinytmpl: a tensor has at most 2^30 elements; this layer makes more");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::rows, Layer, position, needed, given> {
  static_assert(needed >= given, "tinytmpl: a tensor has at most 32,767 rows; Reshape it to fewer and longer ones");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::groups_of_channels, Layer, position, needed, given> {
  static_assert(given % needed == 0,
                "tinytmpl: the channels of the input do not divide into the groups; choose Groups that divide them");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::groups_of_filters, Layer, position, needed, given> {
  static_assert(given % needed == 0,
                "tinytmpl: the filters do not divide into the groups; choose Groups that divide them");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::height, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: the operands differ in height; give the branches the same strides and padding");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::width, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: the operands differ in width; give the branches the same strides and padding");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::channels, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: the operands differ in channels; give the shorter branch a Conv2D<channels, 1>");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::joined, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: the tensors of a Concat are alike but for the axis along which it joins them: "
                "Concat<Axis::height>, Axis::width or Axis::channels");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::joined_tensors, Layer, position, needed, given> {
  static_assert(needed >= given, "tinytmpl: a Concat joins at most eight tensors; join some of them with another one");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::kept_steps, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: a History keeps at least one step of earlier inferences");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::sequence, Layer, position, needed, given> {
  static_assert(given <= needed,
                "tinytmpl: the layer goes along a sequence, Shape<steps, channels>; make one of the image by Reshape");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::state_scale, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: Parameters::state_scale of an LSTM is that of its cells, a power of two from 2^-28 to 4");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::constant_shape, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: the constant does not fit the tensor: each extent of its Shape is the tensor's, or 1");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::elements, Layer, position, needed, given> {
  static_assert(needed == given, "tinytmpl: a Reshape keeps the number of elements; these shapes differ in it");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::slice, Layer, position, needed, given> {
  static_assert(needed >= given && given >= 0,
                "tinytmpl: the Slice reaches beyond the tensor: along each axis Begin and all of its Steps lie inside");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::slice_rank, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: a Slice has as many extents as the tensor; a Reshape behind it leaves out those of 1");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::permutation, Layer, position, needed, given> {
  static_assert(holds<needed, given>, "tinytmpl: a Transpose names each extent of the tensor once, the first one as 0");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::strided_axes, Layer, position, needed, given> {
  static_assert(holds<needed, given>, "tinytmpl: AsStrided has up to six Sizes, each at least 1, and as many Strides");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::divided_axes, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: each extent of the Shape is that of one of the axes, or of several next to each other");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::places, Layer, position, needed, given> {
  static_assert(needed >= given && given >= 0,
                "tinytmpl: places lie outside the tensor: Offset, and from there all Strides, must stay inside");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::resized, Layer, position, needed, given> {
  static_assert(1 <= given && given <= needed,
                "tinytmpl: an image that is resized has 1 to 32767 rows and columns, before and after");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::resized_beyond, Layer, position, needed, given> {
  static_assert(given <= needed,
                "tinytmpl: TensorFlow Lite's kernel would read behind the image's last pixel; resize it in two steps");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::transposed_extent, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: OutputSize has a height and a width of at least 1, or 0 for the usual one");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::inner_extent, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: matrices that are multiplied need as many columns on the left as rows on the right; "
                "transpose one of them, or give it another shape");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::operands, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: this layer takes another number of inputs; name each of them in its Let, or use Seq for "
                "one");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::network_inputs, Layer, position, needed, given> {
  static_assert(needed == given, "tinytmpl: the Graph names another number of Inputs than there are input shapes");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::network_outputs, Layer, position, needed, given> {
  static_assert(needed >= given, "tinytmpl: a Graph has at most eight outputs; join some of them with a Concat");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::whole_graph, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: a Graph is a whole network; what stands behind it or around it must be Lets of it");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::known_name, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: this node reads a name that no Input and no Let before it has; check its spelling and "
                "the order");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::unique_name, Layer, position, needed, given> {
  static_assert(holds<needed, given>, "tinytmpl: two nodes of the Graph have this name; rename one");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::parameter_sets, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: a network needs one entry of parameters for each input and one for each layer, in their "
                "order");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::weights, Layer, position, needed, given> {
  static_assert(needed == given, "tinytmpl: this layer needs another number of weights than it was given");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::biases, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: this layer needs another number of biases than it was given; a layer without has the "
                "option NoBias");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::weights_element, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: the weights and biases of this layer are of another type than its tensors: of int8 tensors "
                "they are int8 and int32, of float32 ones float32, or the weights int8 with scales");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::real_function, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: this layer's function is not computed in float32; put a Quantize before it");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::wide_function, Layer, position, needed, given> {
  static_assert(holds<needed, given>, "tinytmpl: this function is not there in int16; put a Quantize before it");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::wide_zero_point, Layer, position, needed, given> {
  static_assert(needed == given, "tinytmpl: int16 tensors that a layer computes with have the zero point 0");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::scales, Layer, position, needed, given> {
  static_assert(needed == given, "tinytmpl: this layer needs one weight scale, or one for each output channel");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::valid_scales, Layer, position, needed, given> {
  static_assert(
      holds<needed, given>,
      "tinytmpl: the scales of the weights must be finite and not negative, that of a constant operand positive");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::as_uint8, Layer, position, needed, given> {
  static_assert(
      holds<needed, given>,
      "tinytmpl: Parameters::as_uint8 is for Conv2D, DepthwiseConv2D, Dense, AveragePool2D and Mul of int8; with "
      "it weights may have a zero point, from -128 to 127");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::quantized, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: the output of this layer stays in memory and needs a scale and a zero point; nothing "
                "fused it away");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::valid_quantization, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: a quantization has a positive, finite scale and a zero point from -128 to 127, of "
                "Element::uint8 from 0 to 255, of Element::int16 from -32768 to 32767");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::kept_element, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: this layer moves elements only: its inputs must have elements of one type");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::kept_quantization, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: this layer moves bytes only: its inputs and its output must have one quantization; put a "
                "Quantize before it");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::fixed_output, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: the output of this layer has a fixed quantization: 1/256 and -128 for Softmax and "
                "Sigmoid, 1/128 and 0 for Tanh");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::one_fed_input, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: Schedule::fed takes the rows of one input; use another schedule for several inputs");
};

/// The input or the layer at `position`, as the user wrote it.
template <class Net, int inputs, int position>
constexpr auto named_word() {
  if constexpr (position < inputs) return std::type_identity<NetworkInput>{};
  else if constexpr (position == inputs + word_count<Net>()) return std::type_identity<NetworkOutput>{};
  else return word_as_written<Net, position - inputs>();
}

/// Says what is wrong with `Net`, if anything.
template <class Net, int inputs, Fault fault>
using CheckNetwork = Check<fault.rule, typename decltype(named_word<Net, inputs, fault.layer>())::type, fault.layer,
                           fault.needed, fault.given>;

}  // namespace tinytmpl::graph
