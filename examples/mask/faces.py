# SPDX-License-Identifier: BSL-1.0
"""Faces with a mask and without one, made up: what train.py has instead of photographs. 10 x 10 pixels of grey, drawn
four times as large.

Heads, their place, turn, skin, hair, glasses, beards and clothes differ, and so do light, background, sharpness and
noise. Of those without a mask some wear it under the chin, wrap a scarf around the neck or hold a hand to the mouth,
and of some pictures the face is out of sight.
"""
import numpy as np

SIZE, OVERSAMPLED = 10, 4
LARGE = SIZE * OVERSAMPLED


class Canvas:
    """A picture, and coordinates of a head in it: the middle of the face is (0, 0), its chin (0, 1), an ear (1, 0)."""

    def __init__(self, random):
        self.random = random
        down, across = np.mgrid[0:LARGE, 0:LARGE] / LARGE - 0.5
        angle = random.uniform(0, 2 * np.pi)
        self.slope = np.cos(angle) * across + np.sin(angle) * down
        self.grey = random.uniform(0.1, 0.9) + random.normal(0, 0.3) * self.slope
        width, height, turn = random.uniform(0.32, 0.42), random.uniform(0.42, 0.52), random.normal(0, 0.1)
        x, y = across - random.normal(0, 0.05), down - random.normal(0, 0.04)
        self.x, self.y = (np.cos(turn) * x - np.sin(turn) * y) / width, (np.sin(turn) * x + np.cos(turn) * y) / height
        self.look = random.normal(0, 0.12)  # to one side

    def paint(self, where, shade):
        self.grey = np.where(where, shade, self.grey)

    def ellipse(self, x, y, width, height):
        return ((self.x - x) / width)**2 + ((self.y - y) / height)**2 < 1

    def pixels(self):
        """As a camera has it: light from a side, exposure by the mean, blur, noise, bytes below 255."""
        light = self.grey * (1 + self.random.normal(0, 0.25) * self.slope)
        exposed = light * (self.random.uniform(0.38, 0.55) / light.mean())
        small = np.clip(exposed, 0, 1).reshape(SIZE, OVERSAMPLED, SIZE, OVERSAMPLED).mean(axis=(1, 3))
        blur, padded = self.random.uniform(0, 0.12), np.pad(small, 1, "edge")
        around = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
        small = (1 - 4 * blur) * small + blur * around
        noise = self.random.normal(0, self.random.uniform(0.005, 0.025), small.shape)
        return np.clip(np.round(255 * (small + noise)), 0, 254).astype(np.uint8)


def cloth(random, canvas):
    """White, blue, black; plain, with folds, or with a pattern."""
    shade = random.choice([random.uniform(0.75, 0.98), random.uniform(0.45, 0.75), random.uniform(0.05, 0.3)])
    stripes = random.choice([0, 0.05, 0.25], p=[0.4, 0.45, 0.15]) * np.sin(random.uniform(8, 20) * canvas.y)
    return shade + stripes - 0.12 * (canvas.x - canvas.look)**2


def face(random, canvas):
    skin, hair = random.uniform(0.25, 0.85), random.uniform(0.04, 0.6)
    canvas.paint((np.abs(canvas.x) < random.uniform(1.3, 2)) & (canvas.y > 1.05), random.uniform(0.05, 0.95))  # clothes
    canvas.paint((np.abs(canvas.x) < 0.5) & (canvas.y > 0.8) & (canvas.y < 1.15), 0.8 * skin)  # neck
    if random.random() < 0.8:
        long = random.random() < 0.4
        canvas.paint(canvas.ellipse(0, -0.1, 1.15, 1.15) & (canvas.y < (0.9 if long else 0)), hair)
    canvas.paint(canvas.ellipse(0, 0, 0.95, 1), skin * (1 - 0.15 * (canvas.x - canvas.look)**2))
    canvas.paint(canvas.ellipse(0, -0.2, 1, 0.95) & (canvas.y < random.uniform(-0.75, -0.4)), hair)
    look = canvas.look
    for side in (-1, 1):
        canvas.paint(canvas.ellipse(look + 0.4 * side, -0.17, 0.17, 0.08), random.uniform(0.2, 0.6) * skin)
        canvas.paint(canvas.ellipse(look + 0.4 * side, -0.33, 0.22, 0.05), 0.7 * hair + 0.2 * skin)
    if random.random() < 0.25:
        shade = random.choice([0.05, 0.6 * skin])
        for side in (-1, 1):
            canvas.paint(canvas.ellipse(look + 0.42 * side, -0.15, 0.3, 0.2), shade)
    canvas.paint(canvas.ellipse(look, 0.27, 0.17, 0.06), 0.75 * skin)  # below the nose
    if random.random() < 0.3:
        beard = random.uniform(0.3, 1) * hair + random.uniform(0, 0.4) * skin
        canvas.paint(canvas.ellipse(0, 0.1, 0.95, 0.95) & (canvas.y > random.uniform(0.25, 0.5)), beard)
    canvas.paint(canvas.ellipse(look, 0.52, random.uniform(0.25, 0.4), random.uniform(0.04, 0.12)), 0.6 * skin)
    return skin


def with_mask(random):
    canvas = Canvas(random)
    face(random, canvas)
    top = random.uniform(-0.05, 0.18)  # over the nose, lower at the sides
    edge = top + random.uniform(0.05, 0.25) * (canvas.x - canvas.look)**2
    canvas.paint(canvas.ellipse(canvas.look / 2, 0.2, random.uniform(0.85, 1), 0.9) & (canvas.y > edge),
                 cloth(random, canvas))
    return canvas.pixels()


def without_mask(random):
    canvas = Canvas(random)
    kind = random.choice(["bare", "chin", "scarf", "hand", "nobody"], p=[0.66, 0.08, 0.08, 0.06, 0.12])
    if kind == "nobody":
        for _ in range(random.integers(0, 4)):
            canvas.paint(canvas.ellipse(*random.normal(0, 1, 2), *random.uniform(0.2, 1.5, 2)), random.uniform(0, 1))
        return canvas.pixels()
    skin = face(random, canvas)
    if kind == "chin":
        canvas.paint(canvas.ellipse(0, 0.2, 0.95, 0.95) & (canvas.y > random.uniform(0.68, 0.8)), cloth(random, canvas))
    elif kind == "scarf":
        canvas.paint((np.abs(canvas.x) < 1.1) & (canvas.y > random.uniform(0.85, 1)), cloth(random, canvas))
    elif kind == "hand":
        canvas.paint(canvas.ellipse(random.normal(0, 0.4), 0.7, 0.45, 0.3), skin * random.uniform(0.85, 1.1))
    return canvas.pixels()


def faces(random, count):
    """Pictures, and whether there is a mask: every other one."""
    pictures = [with_mask(random) if i % 2 else without_mask(random) for i in range(count)]
    return np.stack(pictures), np.arange(count) % 2
