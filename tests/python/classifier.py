#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes classifier.onnx beside this file, the model in float32 of the tests: six numbers, three classes."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

rng = np.random.default_rng(5)
weights = {"first": (6, 12), "second": (12, 3)}
nodes = [helper.make_node("MatMul", ["x", "first"], ["a"]), helper.make_node("Relu", ["a"], ["b"]),
         helper.make_node("MatMul", ["b", "second"], ["y"])]
inputs, outputs = ([helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, size])]
                   for name, size in (("x", 6), ("y", 3)))
constants = [numpy_helper.from_array(rng.normal(0, 0.5, shape).astype(np.float32), name)
             for name, shape in weights.items()]
graph = helper.make_graph(nodes, "classifier", inputs, outputs, constants)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8),
          Path(__file__).with_suffix(".onnx"))
