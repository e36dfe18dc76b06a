# SPDX-License-Identifier: BSL-1.0
"""An electric motor and the accelerometer on its bearing housing, made up: what train.py has instead of a test bench.

A recording is 0.72 s of int16, 8,192 of which are 1 g. Its speed, the strengths of its harmonics, how the sensor is
mounted and how it lies are drawn for each recording; noise and the times of a bearing's impacts within it.
"""
import numpy as np

RATE, SAMPLES, STEPS_PER_G = 3200, 2304, 8192
# Of the shaft's turns, in g; the fan has nine blades.
HARMONICS = {1: 0.080, 2: 0.040, 3: 0.020, 4: 0.010, 9: 0.030, 18: 0.012}
RESONANCES = ((420, 120, 0.4), (1150, 350, 0.6))  # Hz, decay in 1/s, share of the noise that excites it
ROUGHNESS, SENSOR_NOISE = 0.012, 0.003  # in g
OUTER_RACE = 3.58  # impacts a turn, of a bearing of nine balls
FAULTS = {  # what is wrong, and how much: impacts' peaks in g, a harmonic's factor
    "none": {},
    "bearing, incipient": {"impact": 0.03},
    "bearing, slight": {"impact": 0.06},
    "bearing, severe": {"impact": 0.30},
    "imbalance, medium": {"imbalance": 2.0},
    "imbalance, severe": {"imbalance": 4.0},
    "looseness": {"looseness": 0.05},
    "none, but 8 % faster": {"faster": 1.08},
}


def ringing(frequency, decay):
    t = np.arange(RATE // 20) / RATE
    return np.exp(-decay * t) * np.sin(2 * np.pi * frequency * t)


def impacts(random, turns, peak):
    """A ball rolls over a spall: the housing rings each time. Balls slip, and the load differs along the race."""
    train, next_turn = np.zeros(SAMPLES), random.uniform(0, 1 / OUTER_RACE)
    while next_turn < turns[-1]:
        at = int(np.searchsorted(turns, next_turn))
        train[at] += peak * random.lognormal(0, 0.3) * (1 + 0.3 * np.cos(2 * np.pi * next_turn))
        next_turn += random.normal(1, 0.012) / OUTER_RACE
    frequency, decay, _ = RESONANCES[1]
    return np.convolve(train, ringing(frequency * random.normal(1, 0.01), decay))[:SAMPLES]


def recording(random, impact=0, imbalance=1, looseness=0, faster=1):
    speed = faster * random.uniform(23.8, 24.9) * (1 + np.cumsum(random.normal(0, 2e-5, SAMPLES)))  # Hz: it slips
    turns = np.cumsum(speed) / RATE
    load = random.normal(0, 0.15)  # what all harmonics have in common, beside what each has of its own
    g = np.zeros(SAMPLES)
    for order, strength in HARMONICS.items():
        strength *= np.exp(load + random.normal(0, 0.1)) * (imbalance if order == 1 else 1)
        g += strength * np.cos(2 * np.pi * (order * turns + random.uniform()))
    for order in (0.5, 1.5, 2.5):
        g += looseness * np.cos(2 * np.pi * (order * turns + random.uniform()))
    rough = ROUGHNESS * np.exp(load) * random.normal(0, 1, SAMPLES)
    g += 0.3 * rough + sum(share * np.convolve(rough, ringing(frequency, decay))[:SAMPLES]
                           for frequency, decay, share in RESONANCES)
    if impact:
        g += impacts(random, turns, impact)
    lies = np.cos(random.uniform(0, 0.3))  # 1 g, nearly: it is mounted by hand
    g = g * random.lognormal(0, 0.05) + lies + random.normal(0, SENSOR_NOISE, SAMPLES)
    return np.clip(np.round(STEPS_PER_G * g), -32768, 32767).astype(np.int16)


def recordings(random, count, fault="none"):
    return np.stack([recording(random, **FAULTS[fault]) for _ in range(count)])
