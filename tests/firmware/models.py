# SPDX-License-Identifier: BSL-1.0
"""The models, their inputs, and the bytes that the reference computes of them."""
import random
import re
import struct
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from targets import HERE, PROJECT

SCHEDULES = ("min_ram", "layerwise")
SMALL = ("thermistor", "digits", "hello_world", "operators", "shapes", "shapes_onnx")
HEARING = {"audio_preprocessor": "audio_preprocessor_int8", "micro_speech": "micro_speech_quantized",
           "okay_nabu": "okay_nabu", "vad": "vad"}  # of tflite-micro's examples, and of microWakeWord


@dataclass(frozen=True)
class Model:
    name: str  # its namespace
    file: Path  # a .tflite or .onnx, or a header that stands for one
    golden: object  # a function: (inputs, outputs), each a list of bytes objects

    @property
    def trained(self):
        return self.file.suffix != ".hpp"


def golden_folder(folder):
    """Pseudo-random and structured inputs, as files of raw bytes."""
    def read():
        inputs = [(folder / f"input_{k}.bin").read_bytes() for k in range(1, 9)]
        outputs = [(folder / f"output_{k}.bin").read_bytes() for k in range(1, 9)]
        inputs += cut((folder / "structured_inputs.bin").read_bytes(), len(inputs[0]))
        outputs += cut((folder / "structured_outputs.bin").read_bytes(), len(outputs[0]))
        return inputs, outputs
    return read


def interpreted(file):
    """Noise, quieter each time, and what the reference makes of it, one inference after the other."""
    def read():
        import numpy
        from tflite_micro.python.tflite_micro import runtime
        interpreter, noise = runtime.Interpreter.from_file(str(file)), numpy.random.default_rng(1)
        details, inputs, outputs = interpreter.get_input_details(0), [], []
        for quieter in range(8):
            whole = numpy.iinfo(details["dtype"])
            drawn = noise.integers(whole.min, whole.max, details["shape"], details["dtype"], endpoint=True) >> quieter
            interpreter.set_input(drawn, 0), interpreter.invoke()
            inputs.append(drawn.tobytes()), outputs.append(interpreter.get_output(0).tobytes())
        return inputs, outputs
    return read


def cut(data, size):
    return [data[i:i + size] for i in range(0, len(data), size)]


def int8(text):
    return bytes(int(number) & 0xFF for number in re.findall(r"-?\d+", text))


def digits():
    """The first of the example's test images."""
    text = (PROJECT / "examples/digits/test_samples.hpp").read_text()

    def array(name):
        body = re.search(rf" {name}\[.*?\]\[.*?\] = \{{(.*?)\}};", text, re.S)[1]
        return [int8(row) for row in re.findall(r"\{(.*?)\}", body, re.S)][:64]
    return array("images"), array("reference_scores")


def thermistor():
    """All 256 inputs; the outputs are TensorFlow Lite Micro's reference kernels'."""
    outputs = int8((HERE / "thermistor_outputs.txt").read_text())
    return [bytes([q & 0xFF]) for q in range(-128, 128)], cut(outputs, 1)


def untrained(name, input_bytes, reference):
    """A model of noise, computed by the program `reference` on this machine."""
    def run():
        noise = random.Random(name)
        inputs = [noise.randbytes(input_bytes) for _ in range(6)] + [b"\x80" * input_bytes, b"\x7f" * input_bytes]
        done = subprocess.run([reference, name], input=b"".join(inputs), stdout=subprocess.PIPE, check=True)
        return inputs, cut(done.stdout, len(done.stdout) // len(inputs))
    return Model(name, HERE / f"{name}.hpp", run)


def all_models(folder, reference=None):
    """The examples' models; those of `folder` (models/ and golden/) if there is such a folder; what hears, wherever in
    it, if there is the interpreter; with the program of reference.cpp also those that it computes."""
    models = [Model("thermistor", PROJECT / "examples/ntc_thermistor/thermistor.tflite", thermistor),
              Model("digits", PROJECT / "examples/digits/digits.tflite", digits)]
    if reference:
        models += [untrained("operators", 8 * 8 * 4, reference), untrained("shapes", 13 * 11 * 3, reference),
                   untrained("shapes_onnx", 15 * 14 * 3, reference)]
    if (folder / "models").is_dir():
        for name, stem in (("hello_world", "hello_world_int8"), ("kws", "kws_ref_model"), ("ad", "ad01_int8"),
                           ("ic", "pretrainedResnet_quant"), ("vww", "vww_96_int8")):
            models.append(Model(name, folder / f"models/{stem}.tflite", golden_folder(folder / "golden" / stem)))
    for name, stem in HEARING.items() if find_spec("tflite_micro") else ():
        models += [Model(name, file, interpreted(file)) for file in sorted(folder.rglob(f"{stem}.tflite"))[:1]]
    return models


def real_models(folder, exporter):
    """Those of float32, kws_hybrid with weights of int8: the Python tests' classifier, and what `folder` has
    (corpus/further/). Their outputs are what `exporter` computes of numbers from -1 to 1 on this machine, by the
    portable kernels."""
    models = [("classifier", PROJECT / "tests/python/classifier.onnx", 6)]
    models += [(name, folder / f"corpus/further/{stem}.tflite", inputs) for name, stem, inputs in (
        ("ad_float32", "ad01_float32", 640), ("kws_hybrid", "kws_hybrid", 49 * 10),
        ("ic_float32", "ic_float32", 32 * 32 * 3), ("vww_float32", "vww_float32", 96 * 96 * 3))]
    return [Model(name, file, computed(exporter, file, inputs)) for name, file, inputs in models if file.exists()]


def computed(exporter, file, inputs):
    def run():
        noise = random.Random(file.stem)
        data = struct.pack(f"<{inputs}f", *(noise.uniform(-1, 1) for _ in range(inputs)))
        with tempfile.TemporaryDirectory() as there:
            given, outputs = Path(there, "inputs"), Path(there, "outputs")
            given.write_bytes(data)
            subprocess.run([exporter, file, "--run", given, "-o", outputs], stdout=subprocess.PIPE, check=True)
            return [data], [outputs.read_bytes()]
    return run
