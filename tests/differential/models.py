# SPDX-License-Identifier: BSL-1.0
"""Builds small int8 `.tflite` models in memory, operator by operator, without any converter.

    model = ModelBuilder()
    image = model.input([1, 8, 8, 3], Quantization(0.02, -3))
    edges = model.conv2d(image, Weights(kernel, scales), biases, Quantization(0.1, 5), stride=2, padding="SAME")
    model.output(model.elementwise("RELU", edges, Quantization(0.1, 5)))
    data = model.build()

Every operator method adds the operator, computes the shape of its output and returns the output tensor.
"""

from dataclasses import dataclass
from typing import NamedTuple

import flatbuffers
import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

Op = schema.BuiltinOperator
NUMPY_TO_TFLITE = {name: getattr(schema.TensorType, name.upper()) for name in (
    "int8", "uint8", "int16", "int32", "int64", "float32", "resource", "int4", "bool", "uint32", "uint64")}


class Quantization(NamedTuple):
    scale: float
    zero_point: int


class Weights(NamedTuple):
    """An int8 array with one scale, or one for each output channel."""
    values: np.ndarray
    scales: np.ndarray


@dataclass(frozen=True)
class Tensor:
    index: int
    shape: tuple
    quantization: Quantization | None = None
    dtype: str = "int8"

    @property
    def size(self):
        return int(np.prod(self.shape))


def pair(value):
    return (value, value) if np.isscalar(value) else tuple(value)


def window_positions(size, kernel, stride, dilation, padding):
    """How many output positions a window has along one axis."""
    reach = (kernel - 1) * dilation + 1
    return -(-size // stride) if padding == "SAME" else -(-(size - reach + 1) // stride)


class ModelBuilder:
    quantizes = True         # its tensors have scales
    rescales_extrema = True  # MAXIMUM and MINIMUM take other quantizations than the output's

    def __init__(self):
        self.tensors, self.operators, self.codes, self.operator_names = [], [], [], []
        self.buffers = [schema.BufferT()]                       # buffer 0 is empty by convention
        self.input_tensors, self.output_tensors, self.called = [], [], []    # the last: further subgraphs

    # Tensors

    def tensor(self, shape, quantization=None, dtype="int8", data=None, per_channel_axis=0):
        """Adds a tensor; `quantization` is a Quantization, an array of scales (zero point 0), or None."""
        record = schema.TensorT()
        record.name = f"tensor_{len(self.tensors)}"
        record.shape = [int(extent) for extent in shape]
        if any(extent < 1 for extent in record.shape):
            raise ValueError(f"a tensor of shape {record.shape} holds nothing")
        record.type = NUMPY_TO_TFLITE[dtype]
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(np.ascontiguousarray(data).tobytes(), np.uint8)
            record.buffer = len(self.buffers)
            self.buffers.append(buffer)
        if quantization is not None:
            single = isinstance(quantization, Quantization)
            scales = [quantization.scale] if single else np.atleast_1d(quantization)
            record.quantization = schema.QuantizationParametersT()
            record.quantization.scale = [float(np.float32(scale)) for scale in scales]
            record.quantization.zeroPoint = [quantization.zero_point if single else 0] * len(scales)
            record.quantization.quantizedDimension = per_channel_axis if len(scales) > 1 else 0
        self.tensors.append(record)
        kept = quantization if isinstance(quantization, Quantization) else None
        return Tensor(len(self.tensors) - 1, tuple(record.shape), kept, dtype)

    def constant(self, array, quantization=None, per_channel_axis=0):
        return self.tensor(array.shape, quantization, str(array.dtype), array, per_channel_axis)

    def input(self, shape, quantization, dtype="int8"):
        tensor = self.tensor(shape, quantization, dtype)
        self.input_tensors.append(tensor)
        return tensor

    def output(self, tensor):
        self.output_tensors.append(tensor)

    # Operators with weights

    def conv2d(self, x, weights, biases, output, stride=1, dilation=1, padding="VALID", activation="NONE"):
        """`weights.values` is [filters, kernel height, kernel width, channels / groups]."""
        options = schema.Conv2DOptionsT()
        shape = self._window(options, x, weights.values.shape[1:3], stride, dilation, padding, activation)
        inputs = self._weighted(x, weights, biases, per_channel_axis=0)
        return self._add("CONV_2D", inputs, (*shape, weights.values.shape[0]), output, options)

    def depthwise_conv2d(self, x, weights, biases, output, stride=1, dilation=1, padding="VALID", activation="NONE"):
        """`weights.values` is [1, kernel height, kernel width, channels * depth multiplier]."""
        options = schema.DepthwiseConv2DOptionsT()
        shape = self._window(options, x, weights.values.shape[1:3], stride, dilation, padding, activation)
        options.depthMultiplier = weights.values.shape[3] // x.shape[3]
        inputs = self._weighted(x, weights, biases, per_channel_axis=3)
        return self._add("DEPTHWISE_CONV_2D", inputs, (*shape, weights.values.shape[3]), output, options)

    def fully_connected(self, x, weights, biases, output, keep_dims=False, activation="NONE"):
        """`weights.values` is [units, inputs]; with `keep_dims` it is applied along the last axis."""
        units, inputs = weights.values.shape
        options = schema.FullyConnectedOptionsT()
        options.fusedActivationFunction = activation_code(activation)
        options.keepNumDims = keep_dims
        shape = (*x.shape[:-1], units) if keep_dims else (x.size // inputs, units)
        tensors = self._weighted(x, weights, biases, per_channel_axis=0)
        return self._add("FULLY_CONNECTED", tensors, shape, output, options)

    # Operators on one tensor

    def pool(self, kind, x, kernel, stride=None, padding="VALID", activation="NONE"):
        """`kind` is MAX_POOL_2D or AVERAGE_POOL_2D."""
        options = schema.Pool2DOptionsT()
        options.filterHeight, options.filterWidth = pair(kernel)
        shape = self._window(options, x, pair(kernel), stride or kernel, None, padding, activation)
        return self._add(kind, [x], (*shape, x.shape[3]), x.quantization, options)

    def elementwise(self, kind, x, output, dtype="int8"):
        """ABS, ELU, RELU, RELU6, HARD_SWISH, LOGISTIC, TANH or QUANTIZE."""
        options = {"HARD_SWISH": schema.HardSwishOptionsT, "QUANTIZE": schema.QuantizeOptionsT}.get(kind)
        return self._add(kind, [x], x.shape, output, options and options(), dtype)

    def leaky_relu(self, x, alpha, output):
        options = schema.LeakyReluOptionsT()
        options.alpha = float(alpha)
        return self._add("LEAKY_RELU", [x], x.shape, output, options)

    def softmax(self, x, beta=1.0, dtype="int8"):
        options = schema.SoftmaxOptionsT()
        options.beta = float(beta)
        output = Quantization(1 / 256, -128) if dtype == "int8" else Quantization(1 / 65536, -32768)
        return self._add("SOFTMAX", [x], x.shape, output, options, dtype)

    def pad(self, x, amounts):
        """`amounts` holds (before, after) for each axis."""
        shape = [extent + before + after for extent, (before, after) in zip(x.shape, amounts, strict=True)]
        tensors = [x, self.constant(np.array(amounts, np.int32))]
        return self._add("PAD", tensors, shape, x.quantization, schema.PadOptionsT())

    def slice(self, x, begin, sizes):
        """`sizes` of -1 are all that is left."""
        shape = [extent - b if size == -1 else size for extent, b, size in zip(x.shape, begin, sizes, strict=True)]
        tensors = [x, self.constant(np.array(begin, np.int32)), self.constant(np.array(sizes, np.int32))]
        return self._add("SLICE", tensors, shape, x.quantization, schema.SliceOptionsT())

    def strided_slice(self, x, begin, end, step, from_behind):
        """x[begin:end:step], where `from_behind` says so counted from the end, or by a mask."""
        shape = [-(-(e - b) // s) for b, e, s in zip(begin, end, step, strict=True)]
        options = schema.StridedSliceOptionsT()
        begin, end = list(begin), list(end)
        for i, (extent, behind) in enumerate(zip(x.shape, from_behind, strict=True)):
            if behind and end[i] == extent:
                options.endMask |= 1 << i
            if behind and begin[i] == 0:
                options.beginMask |= 1 << i
            elif behind:
                begin[i] -= extent
        tensors = [x, *(self.constant(np.array(numbers, np.int32)) for numbers in (begin, end, step))]
        return self._add("STRIDED_SLICE", tensors, shape, x.quantization, options)

    def resize(self, kind, x, height, width, sampling):
        """`kind` is RESIZE_NEAREST_NEIGHBOR or RESIZE_BILINEAR."""
        bilinear = kind == "RESIZE_BILINEAR"
        options = schema.ResizeBilinearOptionsT() if bilinear else schema.ResizeNearestNeighborOptionsT()
        options.alignCorners, options.halfPixelCenters = sampling == "corners", sampling == "centers"
        tensors = [x, self.constant(np.array((height, width), np.int32))]
        return self._add(kind, tensors, (1, height, width, x.shape[3]), x.quantization, options)

    def reshape(self, x, shape, output=None):
        options = schema.ReshapeOptionsT()
        options.newShape, tensors = list(shape), [x, self.constant(np.array(shape, np.int32))]
        return self._add("RESHAPE", tensors, shape, output or x.quantization, options, x.dtype)

    def squeeze(self, x, axes, output=None):
        options = schema.SqueezeOptionsT()
        options.squeezeDims = list(axes)
        shape = [extent for i, extent in enumerate(x.shape) if i not in axes]
        return self._add("SQUEEZE", [x], shape, output or x.quantization, options)

    def expand_dims(self, x, axis, output=None):
        shape = (*x.shape[:axis], 1, *x.shape[axis:])
        tensors = [x, self.constant(np.array(axis, np.int32))]
        return self._add("EXPAND_DIMS", tensors, shape, output or x.quantization, schema.ExpandDimsOptionsT())

    def space_to_batch(self, x, blocks, pads, open_batch=False):
        """Blocks and pads, (before, after), of the axes behind the batch; an open batch stands as 1 in the file."""
        sides = [(extent + before + after) // block
                 for extent, (before, after), block in zip(x.shape[1:], pads, blocks)]
        shape = (1 if open_batch else x.shape[0] * int(np.prod(blocks)), *sides, *x.shape[1 + len(blocks):])
        tensors = [x, self.constant(np.array(blocks, np.int32)), self.constant(np.array(pads, np.int32))]
        return self._add("SPACE_TO_BATCH_ND", tensors, shape, x.quantization, schema.SpaceToBatchNDOptionsT())

    def batch_to_space(self, x, blocks, crops):
        """The opposite; the batch is 1 again."""
        sides = [extent * block - before - after
                 for extent, (before, after), block in zip(x.shape[1:], crops, blocks)]
        tensors = [x, self.constant(np.array(blocks, np.int32)), self.constant(np.array(crops, np.int32))]
        return self._add("BATCH_TO_SPACE_ND", tensors, (1, *sides, *x.shape[1 + len(blocks):]), x.quantization,
                         schema.BatchToSpaceNDOptionsT())

    # Operators on several tensors

    def arithmetic(self, kind, a, b, output, activation="NONE"):
        """An operator of two tensors, with numpy's broadcasting; either may be a constant."""
        options = {"ADD": schema.AddOptionsT, "SUB": schema.SubOptionsT, "MUL": schema.MulOptionsT,
                   "MAXIMUM": schema.MaximumMinimumOptionsT, "MINIMUM": schema.MaximumMinimumOptionsT,
                   "SQUARED_DIFFERENCE": schema.SquaredDifferenceOptionsT,
                   "DIV": schema.DivOptionsT}.get(kind, lambda: None)()
        if kind in ("ADD", "SUB", "MUL", "DIV"):
            options.fusedActivationFunction = activation_code(activation)
        return self._add(kind, [a, b], np.broadcast_shapes(a.shape, b.shape), output, options)

    def concatenation(self, tensors, axis):
        options = schema.ConcatenationOptionsT()
        options.axis = axis
        shape = list(tensors[0].shape)
        shape[axis] = sum(tensor.shape[axis] for tensor in tensors)
        return self._add("CONCATENATION", tensors, shape, tensors[0].quantization, options)

    # The file

    def build(self):
        subgraph = schema.SubGraphT()
        subgraph.tensors, subgraph.operators = self.tensors, self.operators
        subgraph.inputs = [tensor.index for tensor in self.input_tensors]
        subgraph.outputs = [tensor.index for tensor in self.output_tensors]
        model = schema.ModelT()
        model.version, model.subgraphs, model.buffers = 3, [subgraph, *self.called], self.buffers
        model.operatorCodes = [self._operator_code(code) for code in self.codes]
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def arena_size(self):
        """Enough memory for the interpreter: generous, because small models need more than its own guess."""
        return 4 * sum(int(np.prod(tensor.shape)) for tensor in self.tensors) + 128 * 1024

    def _add(self, kind, inputs, shape, quantization, options=None, dtype="int8"):
        return self.add_several(kind, inputs, [shape], quantization, options, dtype)[0]

    def add_several(self, kind, inputs, shapes, quantization, options=None, dtype="int8"):
        outputs, indices = [self.tensor(shape, quantization, dtype) for shape in shapes], [x.index for x in inputs]
        record = schema.OperatorT(self.code(kind), indices, [output.index for output in outputs])
        if options is not None:
            record.builtinOptions = options
            record.builtinOptionsType = getattr(schema.BuiltinOptions, type(options).__name__.removesuffix("T"))
        self.operators.append(record), self.operator_names.append(kind)
        return outputs

    def code(self, kind):
        code = getattr(Op, kind)
        self.codes += [] if code in self.codes else [code]
        return self.codes.index(code)

    def _operator_code(self, code):
        return schema.OperatorCodeT(deprecatedBuiltinCode=min(code, 127), builtinCode=code)

    def _weighted(self, x, weights, biases, per_channel_axis):
        scales = np.atleast_1d(np.float32(weights.scales))
        inputs = [x, self.constant(weights.values, scales, per_channel_axis)]
        if biases is not None:
            inputs.append(self.constant(biases, np.float32(x.quantization.scale) * scales))
        return inputs

    @staticmethod
    def _window(options, x, kernel, stride, dilation, padding, activation):
        """Fills the options that all windowed operators share; returns the output's shape up to its channels."""
        options.padding = getattr(schema.Padding, padding)
        options.strideH, options.strideW = pair(stride)
        options.fusedActivationFunction = activation_code(activation)
        if dilation is not None:
            options.dilationHFactor, options.dilationWFactor = pair(dilation)
        spans = zip(x.shape[1:3], kernel, pair(stride), pair(dilation or 1))
        return (x.shape[0], *(window_positions(*span, padding) for span in spans))


def activation_code(name):
    return getattr(schema.ActivationFunctionType, name)
