#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Trains the wake word in numpy; writes wake_word.tflite, clip.wav and golden vectors:

    python train.py build/examples/wake_word/wake_word_features
"""
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import speech
from network import FEATURE, FEATURES, FRAMES, STEP, Network, convert
from numpy.lib.stride_tricks import sliding_window_view
from speech import RATE

import training

HERE = Path(__file__).resolve().parent
STREAMS, WORDS, PHRASES = 36, 50, 150  # of each stream that trains
SEQUENCE, CONTEXT, EPOCHS, BATCH = 96, 27, 18, 32  # steps
HOP, FRAME = 160, 480
WINDOW, IGNORED = 5, 34  # of decisions::WakeWord
CUTOFFS, CUTOFF = (0.5, 0.7, 0.9), 0.7
TESTS = (("quiet", 200, 0, 0, True), ("noisy", 200, 0, 0, False), ("other speech", 0, 1000, 0, False),
         ("alike", 0, 300, 1, False))  # of voices that training has not heard
CLIP, GOLDEN = 9, 24  # its seed; steps


def features(program, pcm):
    """What the front end makes of a stream: int8 frames."""
    done = subprocess.run([program], input=pcm.astype("<i2").tobytes(), capture_output=True, check=True)
    frames = np.frombuffer(done.stdout, np.int8).reshape(-1, FEATURES)
    return frames[:len(frames) // STEP * STEP]


def steps_of(frames):
    """Real numbers, of each step the frames that the first layer sees."""
    real = (np.pad(frames, ((FRAMES - STEP, 0), (0, 0)), constant_values=-128) + 128.0) * FEATURE.scale
    return sliding_window_view(real.astype(np.float32), FRAMES, axis=0)[::STEP].transpose(0, 2, 1).reshape(
        -1, FRAMES * FEATURES)


def labels_of(count, ends):
    """A step is to be 1 for 0.2 s behind the end of a word; around that it does not matter."""
    ends_of_steps = (np.arange(count) * STEP + STEP - 1) * HOP + FRAME
    behind = (ends_of_steps[:, None] - ends[None]) / RATE
    labels = ((behind >= 0) & (behind < 0.2)).any(axis=1)
    matters = ~((behind >= -0.25) & (behind < 0.5)).any(axis=1)
    return labels.astype(np.float32), np.maximum(labels, matters).astype(np.float32)


def train(random, network, sequences):
    x, labels, weights = (np.concatenate(arrays) for arrays in zip(*sequences))
    starts = np.arange(0, len(x) - SEQUENCE - CONTEXT, SEQUENCE)
    adam = training.Adam(network.arrays)
    for epoch in range(EPOCHS):
        order = random.permutation(starts) + random.integers(0, CONTEXT)
        for part in np.array_split(order, len(order) // BATCH):
            chosen = part[:, None] + np.arange(SEQUENCE + CONTEXT)
            counted = weights[chosen]
            counted[:, :CONTEXT] = 0  # they lack what was before
            adam.step(network.gradients(x[chosen], labels[chosen], counted), 0.003 * (1 - epoch / EPOCHS))


def heard(probabilities, cutoff):
    """The samples at which decisions::WakeWord hears the word."""
    recent, waits, found = [0] * WINDOW, 0, []
    for step, probability in enumerate(probabilities):
        recent = [*recent[1:], probability]
        waits = min(waits + 1, IGNORED)
        if waits == IGNORED and sum(recent) > cutoff * 255 * WINDOW:
            found.append(((step + 1) * STEP - 1) * HOP + FRAME), (recent := [0] * WINDOW), (waits := 0)
    return np.array(found, int)


def judge(probabilities, ends, cutoff):
    """How many words were heard, from their middle to a second behind them, and how often there was none."""
    times = heard(probabilities, cutoff)
    is_near = (times[:, None] > ends - 0.3 * RATE) & (times[:, None] < ends + RATE)
    return is_near.any(axis=0).sum(), (~is_near.any(axis=1)).sum()


def probabilities(tflite, frames):
    inputs = frames.reshape(-1, STEP, 1, FEATURES)
    return training.run_int8(tflite, inputs)[:, 0].astype(int) + 128


def write_clip(pcm):
    with wave.open(str(HERE / "clip.wav"), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(RATE)
        file.writeframes(pcm.astype("<i2").tobytes())


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    speech.need_program()
    random, program, sequences, seconds = np.random.default_rng(1), sys.argv[1], [], 0
    for _ in range(STREAMS):
        pcm, ends = speech.stream(random, speech.VOICES, WORDS, PHRASES)
        x, seconds = steps_of(features(program, pcm)), seconds + len(pcm) / RATE
        sequences.append((x, *labels_of(len(x), ends)))
    network = Network(random)
    train(random, network, sequences)
    tflite = convert(network, sequences[0][0][None, :4000])
    (HERE / "wake_word.tflite").write_bytes(tflite)
    print(f"{seconds / 60:.0f} minutes trained; {len(tflite)} bytes")

    for name, words, phrases, alike, quiet in TESTS:
        pcm, ends = speech.stream(random, speech.STRANGERS, words, phrases, alike, quiet)
        answers = probabilities(tflite, features(program, pcm))
        for cutoff in CUTOFFS:
            right, wrong = judge(answers, ends, cutoff)
            print(f"{name:12} {len(pcm) / RATE / 60:5.1f} minutes, cutoff {cutoff:.2f}: "
                  f"{right:3} of {words} words heard, {wrong} false alarms")

    pcm, ends = speech.stream(np.random.default_rng(CLIP), speech.STRANGERS, 1, 2, 0, True)
    write_clip(pcm)
    steps = features(program, pcm).reshape(-1, STEP, 1, FEATURES)
    answers = training.run_int8(tflite, steps)
    times = heard(answers[:, 0].astype(int) + 128, CUTOFF) / RATE
    print(f"clip.wav: {len(pcm) / RATE:.2f} s, the word ends at {ends[0] / RATE:.2f} s, heard at", *times.round(2))
    said = int(ends[0] / (STEP * HOP)) + 4
    golden = steps[said - GOLDEN:said]
    golden.tofile(HERE / "golden_inputs.bin"), training.run_int8(tflite, golden).tofile(HERE / "golden_outputs.bin")


if __name__ == "__main__":
    main()
