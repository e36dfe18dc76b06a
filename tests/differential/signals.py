# SPDX-License-Identifier: BSL-1.0
"""Cases of TFLM's signal operators, which files name as custom ones: one at a time, and whole front ends."""

import numpy as np
from flatbuffers import flexbuffers
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from cases import Case, variant
from models import ModelBuilder

VECTORS = 6
PCAN_TABLE = 125
LENGTHS = (16, 32, 64, 128, 256, 512, 1024, 2048, 4096)


class SignalModelBuilder(ModelBuilder):
    """A ModelBuilder whose tensors are numbers themselves."""

    def custom(self, kind, inputs, outputs, **options):
        """`outputs` is a list of shapes and types; an operator of one output returns it alone."""
        made = [self.tensor(shape, dtype=dtype) for shape, dtype in outputs]
        record = schema.OperatorT(self.custom_code(kind), [x.index for x in inputs], [x.index for x in made])
        record.customOptions = list(flexbuffers.Dumps(options))
        self.operators.append(record), self.operator_names.append(kind)
        return made[0] if len(made) == 1 else made

    def custom_code(self, name):
        self.codes += [] if name in self.codes else [name]
        return self.codes.index(name)

    def _operator_code(self, code):
        """Of a builtin operator its number, of a custom one its name."""
        if not isinstance(code, str):
            return super()._operator_code(code)
        custom = schema.BuiltinOperator.CUSTOM
        return schema.OperatorCodeT(deprecatedBuiltinCode=custom, builtinCode=custom, customCode=code)

    def number(self, value):
        return self.constant(np.array(value, np.int32))

    def integers(self, kind, x, *others, dtype="int32", options=None):
        return self._add(kind, [x, *others], x.shape, None, options, dtype)

    # The operators

    def window(self, x, weights, shift):
        return self.custom("SignalWindow", [x, self.constant(weights)], [(x.shape, "int16")], shift=shift)

    def auto_scale(self, x):
        return self.custom("SignalFftAutoScale", [x], [(x.shape, "int16"), ((), "int32")])

    def rfft(self, x, length):
        return self.custom("SignalRfft", [x], [((length + 2,), "int16")], T=schema.TensorType.INT16, fft_length=length)

    def energy(self, x, first, end):
        return self.custom("SignalEnergy", [x], [((x.size // 2,), "uint32")], end_index=end, start_index=first)

    def filter_bank(self, x, bank):
        channels = len(bank[2]) - 1
        return self.custom("SignalFilterBank", [x, *map(self.constant, bank)], [((channels,), "uint64")],
                           num_channels=channels)

    def square_root(self, x, bits):
        return self.custom("SignalFilterBankSquareRoot", [x, bits], [(x.shape, "uint32")])

    def subtraction(self, x, options):
        return self.custom("SignalFilterBankSpectralSubtraction", [x], [(x.shape, "uint32")] * 2,
                           num_channels=x.size, **options)

    def pcan(self, x, noise, table, shift):
        return self.custom("SignalPCAN", [x, noise, self.constant(table)], [(x.shape, "uint32")], snr_shift=shift)

    def log(self, x, scale, bits):
        return self.custom("SignalFilterBankLog", [x], [(x.shape, "int16")], input_correction_bits=bits,
                           output_scale=scale)

    def between_zeros(self, x, begin, end):
        """As converters spell it out, in int32."""
        x = self.integers("CAST", x)
        options = schema.StridedSliceOptionsT()
        limits = [self.constant(np.array([limit], np.int32)) for limit in (begin, end, 1)]
        part = self._add("STRIDED_SLICE", [x, *limits], (end - begin,), None, options, "int32")
        zeros = [self.constant(np.zeros(count, np.int32)) for count in (begin, x.size - end)]
        joined = self._add("CONCATENATION", [zeros[0], part, zeros[1]], x.shape, None, schema.ConcatenationOptionsT(),
                           "int32")
        return self.integers("CAST", joined, dtype="uint32")

    def features(self, x, factor, addend, divisor, offset):
        x = self.integers("CAST", x)
        x = self.integers("MUL", x, self.number(factor), options=schema.MulOptionsT())
        x = self.integers("ADD", x, self.number(addend), options=schema.AddOptionsT())
        x = self.integers("DIV", x, self.number(divisor), options=schema.DivOptionsT())
        x = self.integers("ADD", x, self.number(offset), options=schema.AddOptionsT())
        x = self.integers("MINIMUM", x, self.number(127))
        x = self.integers("MAXIMUM", x, self.number(-128))
        return self.integers("CAST", x, dtype="int8")


# What is drawn. `shape` draws what kernels are compiled for, `numbers` the rest.

def int16s(rng, size):
    """Of any size: each number of bits is as likely as any other; sometimes only extremes."""
    if rng.random() < 0.1:
        return rng.choice(np.array([-32768, 32767, 0], np.int16), size)
    return (rng.integers(-32768, 32768, size) >> rng.integers(0, 16)).astype(np.int16)


def naturals(rng, size, dtype):
    bits = np.iinfo(dtype).bits
    whole = rng.integers(0, np.iinfo(dtype).max, size, dtype, endpoint=True)
    return whole >> rng.integers(0, bits, size).astype(dtype) if rng.random() < 0.5 else whole >> dtype(
        rng.integers(0, bits))


def bank_of(shape, numbers, bins, channels):
    """Neighbours share bins, as of a mel scale, or channels are anywhere."""
    widths = shape.integers(0, max(2, bins // channels), channels + 1)
    starts = [shape.integers(0, bins - width + 1) for width in widths]
    firsts = np.concatenate([[0], np.cumsum(widths)[:-1]])
    count = max(1, int(widths.sum()))
    weights = numbers.integers(-4096, 4097, count) if numbers.random() < 0.2 else numbers.integers(0, 4097, count)
    return [array.astype(np.int16) for array in (weights, 4096 - weights, np.array(starts), firsts, widths)]


def subtraction_of(shape):
    bits = int(shape.integers(8, 17))
    even, odd, least = (int(share * (1 << bits)) for share in shape.uniform(0.001, 0.3, 3))
    return {"alternate_one_minus_smoothing": (1 << bits) - odd, "alternate_smoothing": odd,
            "clamping": bool(shape.random() < 0.5), "min_signal_remaining": least,
            "one_minus_smoothing": (1 << bits) - even, "smoothing": even,
            "smoothing_bits": int(shape.integers(0, 12)), "spectral_subtraction_bits": bits}


def table_of(numbers):
    """A falling curve, as training gives it, or anything."""
    if numbers.random() < 0.3:
        return int16s(numbers, PCAN_TABLE)
    return np.sort(numbers.integers(-2000, 32767, PCAN_TABLE))[::-1].astype(np.int16)


def window(model, shape, numbers):
    size = int(shape.integers(1, 600))
    x = model.input((1, size), None, "int16")
    return [model.window(x, int16s(numbers, size), int(shape.integers(0, 16)))]


def auto_scale(model, shape, _):
    return model.auto_scale(model.input((int(shape.integers(1, 600)),), None, "int16"))


def rfft(model, shape, _):
    length = int(shape.choice(LENGTHS))
    size = length if shape.random() < 0.3 else int(shape.integers(1, length + 1))
    return [model.rfft(model.input((size,), None, "int16"), length)]


def energy(model, shape, _):
    bins = int(shape.integers(1, 300))
    return [model.energy(model.input((2 * bins,), None, "int16"), 0, bins)]


def filter_bank(model, shape, numbers):
    bins, channels = int(shape.integers(1, 300)), int(shape.integers(1, 50))
    return [model.filter_bank(model.input((bins,), None, "uint32"), bank_of(shape, numbers, bins, channels))]


def square_root(model, shape, _):
    x = model.input((int(shape.integers(1, 60)),), None, "uint64")
    return [model.square_root(x, model.auto_scale(model.input((3,), None, "int16"))[1])]


def subtraction(model, shape, _):
    return model.subtraction(model.input((int(shape.integers(1, 60)),), None, "uint32"), subtraction_of(shape))


def pcan(model, shape, numbers):
    size = (int(shape.integers(1, 60)),)
    x, noise = model.input(size, None, "uint32"), model.input(size, None, "uint32")
    return [model.pcan(x, noise, table_of(numbers), int(shape.integers(0, 24)))]


def log(model, shape, _):
    x = model.input((int(shape.integers(1, 60)),), None, "uint32")
    return [model.log(x, int(shape.choice([1, 16, 64, 256, 1600])), int(shape.integers(0, 8)))]


def features(model, shape, _):
    x = model.log(model.input((int(shape.integers(1, 60)),), None, "uint32"), 64, 3)
    return [model.features(x, int(shape.integers(1, 400)), int(shape.integers(-400, 400)),
                           int(shape.integers(1, 900)), int(shape.integers(-200, 100)))]


def front_end(model, shape, numbers):
    """From samples to features."""
    length = int(shape.choice(LENGTHS[2:7]))
    size, channels = int(shape.integers(length // 2 + 1, length + 1)), int(shape.integers(4, 41))
    x = model.input((1, size), None, "int16")
    hann = np.round((0.5 - 0.5 * np.cos(2 * np.pi / size * (np.arange(size) + 0.5))) * 4096).astype(np.int16)
    frame = model.window(x, hann, 12)
    frame = model._add("RESHAPE", [frame, model.constant(np.array([size], np.int32))], (size,), None,
                       schema.ReshapeOptionsT(), "int16")
    scaled, bits = model.auto_scale(frame)
    bins = length // 2 + 1
    first, end = int(shape.integers(1, bins // 3)), int(shape.integers(2 * bins // 3, bins))
    spectrum = model.energy(model.rfft(scaled, length), first, end)
    spectrum = model.between_zeros(spectrum, first, end)
    root = model.square_root(model.filter_bank(spectrum, bank_of(shape, numbers, bins, channels)), bits)
    clean, noise = model.subtraction(root, subtraction_of(shape))
    gained = model.pcan(clean, noise, table_of(numbers), int(shape.integers(4, 9)))
    return [model.features(model.log(gained, 64, 3), 256, 333, 666, -128)]


FAMILIES = (window, auto_scale, rfft, front_end, energy, filter_bank, rfft, square_root, subtraction, pcan, log,
            features)


def vector(rng, tensor):
    if tensor.dtype == "int16":
        return int16s(rng, tensor.shape)
    return naturals(rng, tensor.shape, getattr(np, tensor.dtype)).astype(tensor.dtype)


def case(seed, index, variants=range(8)):
    """The chosen variants: of one geometry, with other constants and inputs."""
    family = FAMILIES[index % len(FAMILIES)]
    return Case("signal", index, [build(family, seed, index, which) for which in variants])


def build(family, seed, index, which):
    model, numbers = SignalModelBuilder(), np.random.default_rng([seed, index, which])
    for output in family(model, np.random.default_rng([seed, index]), numbers):
        model.output(output)
    vectors = [[vector(numbers, tensor) for tensor in model.input_tensors] for _ in range(VECTORS)]
    return variant(model, which, family.__name__, {"operator": family.__name__}, vectors)
