#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes golden_mfcc.hpp: MFCCs of golden::sample, by NumPy in float64, from the definitions of TensorFlow's
tf.signal.stft, linear_to_mel_weight_matrix and mfccs_from_log_mel_spectrograms, with the numbers of MLPerf Tiny's
keyword spotting."""
import pathlib

import numpy as np

RATE, FRAME, HOP, LENGTH, CHANNELS, COEFFICIENTS, LOWEST, HIGHEST, FLOOR = 16000, 480, 320, 512, 40, 10, 20, 4000, 1e-6
STEP = 12


def sample(i):
    tone, chirp, loud = i * 440 % 16000 - 8000, i * (i % 2000) * 3 % 16000 - 8000, i // 2000 % 5
    return (tone * loud + chirp * (4 - loud)) >> 3


def mel(hz):
    return 1127 * np.log1p(hz / 700)


def mfcc(pcm):
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)
    starts = range(0, len(pcm) - FRAME + 1, HOP)
    magnitudes = abs(np.fft.rfft([pcm[start:start + FRAME] / 32768 * window for start in starts], LENGTH))
    bins = mel(np.linspace(0, RATE / 2, LENGTH // 2 + 1))[:, None]
    edges = np.linspace(mel(LOWEST), mel(HIGHEST), CHANNELS + 2)
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    weights = np.maximum(0, np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)))
    weights[0] = 0
    logarithms = np.log(magnitudes @ weights + FLOOR)
    turns = np.outer(2 * np.arange(CHANNELS) + 1, np.arange(COEFFICIENTS)) * np.pi / (2 * CHANNELS)
    return logarithms @ np.cos(turns) * np.sqrt(2 / CHANNELS)


def main():
    frames = mfcc(np.array([sample(i) for i in range(RATE)]))[::STEP]
    rows = ",\n".join("    {" + ", ".join(f"{value:.7f}" for value in frame) + "}" for frame in frames)
    pathlib.Path(__file__).with_suffix(".hpp").write_text(f"""// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Written by golden_mfcc.py: of one second of golden::sample every {STEP}th frame's coefficients.
namespace golden {{

inline constexpr double mfcc[][{COEFFICIENTS}] = {{
{rows}}};

}}  // namespace golden
""")


if __name__ == "__main__":
    main()
