#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Trains the thermistor network and writes thermistor.tflite: python train.py"""
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np
import tensorflow as tf
from tflite_micro.python.tflite_micro import runtime

HERE = Path(__file__).parent
SUPPLY = 3.3  # volts over divider and NTC; not recorded with the points: 3 V fits as well, 5 V slightly worse

# Ranges of a quantized tensor always contain zero. Centred values use all 256 steps, bare volts and degrees do not.
VOLTS_CENTRE, VOLTS_REACH = 1.2, 0.8  # 0.4 to 2.0 V
CELSIUS_CENTRE, CELSIUS_REACH = 44.0, 24.0  # the curve over these volts stays inside

MEASURED = np.array([  # degC, V
    (22.6, 1.881), (23.1, 1.87), (24.1, 1.836), (26.4, 1.755), (28.5, 1.671),
    (31.0, 1.573), (36.8, 1.32), (37.2, 1.229), (43.8, 0.986), (44.5, 0.97),
    (45.2, 0.93), (52.3, 0.747), (53.3, 0.705), (54.4, 0.656), (62.4, 0.492)])


def beta_curve(celsius, volts):
    """The beta equation 1/T = a + b ln(R/Rs), with R/Rs = V / (supply - V), fitted to least squares in degrees."""
    def log_ratio(v):
        return np.log(v / (SUPPLY - v))
    kelvin = celsius + 273.15
    design = np.stack([np.ones_like(volts), log_ratio(volts)], axis=1)
    a, b = np.linalg.lstsq(design * kelvin[:, None] ** 2, kelvin, rcond=None)[0]
    print(f"beta {1 / b:.0f} K, supply {SUPPLY} V")
    return lambda v: 1 / (a + b * log_ratio(v)) - 273.15


def train(x, y):
    """1-16-16-1 on values of about one; the output's unit is folded into the last layer afterwards."""
    model = tf.keras.Sequential([
        tf.keras.Input((1,)),
        tf.keras.layers.Dense(16, activation="relu"),
        tf.keras.layers.Dense(16, activation="relu"),
        tf.keras.layers.Dense(1)])
    epochs, batch = 400, 64
    rate = tf.keras.optimizers.schedules.CosineDecay(0.01, epochs * -(-len(x) // batch))
    model.compile(tf.keras.optimizers.Adam(rate), "mse")
    model.fit(x, y / CELSIUS_REACH, epochs=epochs, batch_size=batch, verbose=0)
    last = model.layers[-1]
    last.set_weights([w * CELSIUS_REACH for w in last.get_weights()])
    return model


def convert(model, x):
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: ([row[None]] for row in x)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    return converter.convert()


def run_int8(tflite, x):
    """Float in, float out, through the int8 model in TFLite Micro's reference interpreter."""
    interpreter = runtime.Interpreter.from_bytes(tflite, arena_size=1 << 17)
    scales = lambda d: (d["quantization_parameters"]["scales"][0], d["quantization_parameters"]["zero_points"][0])
    in_scale, in_zero = scales(interpreter.get_input_details(0))
    out_scale, out_zero = scales(interpreter.get_output_details(0))
    print(f"one step: {1000 * in_scale:.2f} mV in, {out_scale:.3f} degC out")
    outputs = []
    for value in x:
        q = np.clip(np.round(value / in_scale) + in_zero, -128, 127)
        interpreter.set_input(q.astype(np.int8).reshape(1, 1), 0)
        interpreter.invoke()
        outputs.append((float(interpreter.get_output(0)[0, 0]) - out_zero) * out_scale)
    return np.array(outputs)


def write_golden(tflite):
    """Inputs from end to end, and what TFLite Micro's reference interpreter makes of them: for the self-test."""
    interpreter = runtime.Interpreter.from_bytes(tflite, arena_size=1 << 17)
    inputs = np.arange(-128, 128, 17).astype(np.int8)
    outputs = []
    for value in inputs:
        interpreter.set_input(value.reshape(1, 1), 0)
        interpreter.invoke()
        outputs.append(interpreter.get_output(0)[0, 0])
    inputs.tofile(HERE / "golden_inputs.bin")
    np.array(outputs, np.int8).tofile(HERE / "golden_outputs.bin")


def main():
    tf.keras.utils.set_random_seed(1)
    tf.config.experimental.enable_op_determinism()

    celsius, volts = MEASURED.T
    curve = beta_curve(celsius, volts)
    dense = np.linspace(VOLTS_CENTRE - VOLTS_REACH, VOLTS_CENTRE + VOLTS_REACH, 2001)
    x = (dense[:, None] - VOLTS_CENTRE).astype(np.float32)
    y = (curve(dense)[:, None] - CELSIUS_CENTRE).astype(np.float32)

    model = train(x, y)
    tflite = convert(model, x)
    (HERE / "thermistor.tflite").write_bytes(tflite)
    write_golden(tflite)

    both = np.concatenate([dense, volts])
    inputs = (both[:, None] - VOLTS_CENTRE).astype(np.float32)
    answers = {"beta curve": curve(both),
               "float": model.predict(inputs, verbose=0)[:, 0] + CELSIUS_CENTRE,
               "int8": run_int8(tflite, inputs[:, 0]) + CELSIUS_CENTRE}
    print(f"{'error in degC':14}{'15 measured points':>22}{'2001 points of the curve':>28}\n"
          f"{'':14}{'max':>11}{'mean':>11}{'max':>17}{'mean':>11}")
    for name, answer in answers.items():
        points = np.abs(answer[len(dense):] - celsius)
        fit = np.abs(answer[:len(dense)] - curve(dense))
        print(f"{name:14}{points.max():11.2f}{points.mean():11.2f}{fit.max():17.2f}{fit.mean():11.2f}")
    print(f"curve {curve(dense).min():.1f} to {curve(dense).max():.1f} degC, "
          f"{model.count_params()} parameters, {len(tflite)} bytes")


if __name__ == "__main__":
    main()
