# SPDX-License-Identifier: BSL-1.0
"""Neural networks on microcontrollers: what a model costs on a board, and the bytes that it will compute there.

    model = tinytmpl.load("kws.tflite")
    model.run(x)                             # NumPy in, NumPy out: the device's bytes
    model.cost("cortex-m4", "min_ram")       # flash and RAM, layer by layer
    model.fits("arduino_nano_33_ble")        # and what is left there
    model.export("kws.hpp")                  # the model as C++
    model.quantize(samples).export(...)      # of one in float32: in int8
"""

from tinytmpl._boards import Board, Boards, boards, targets
from tinytmpl._core import Refused
from tinytmpl._core import version as __version__
from tinytmpl._model import Model, Outputs, load
from tinytmpl._paths import cmake_dir, exporter, include_dir
from tinytmpl._tables import Cost, Edge, Fit, Layer, Layers

__all__ = [
    "Board", "Boards", "Cost", "Edge", "Fit", "Layer", "Layers", "Model", "Outputs", "Refused", "__version__", "boards",
    "cmake_dir", "exporter", "include_dir", "load", "targets",
]
