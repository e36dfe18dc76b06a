# SPDX-License-Identifier: BSL-1.0
"""Dilated convolutions as converters write them for an open batch: SPACE_TO_BATCH_ND, a convolution, BATCH_TO_SPACE_ND.

The reference's SPACE_TO_BATCH_ND pads with an int8 of 0 instead of the zero point, and takes the batch of 1 that stands
in such a file at its word. So it is given the same model with a PAD and with the batch as it is (`plain`).
"""

import numpy as np

ACTIVATIONS = ("NONE", "NONE", "RELU", "RELU6")
BLOCKS = ((2, 2), (2, 2), (3, 3), (4, 4), (2, 1), (1, 3), (2, 3), (8, 1))


def dilated_grid():
    return [{"rank": rank, "mode": mode, "depthwise": depthwise}
            for rank in (3, 4) for mode in ("same", "valid", "causal", "any") for depthwise in (False, True)]


def dilated_geometry(draw, fixed):
    geometry = {"rank": draw.one_of((3, 4)), "mode": draw.one_of(("same", "valid", "causal", "any")),
                "depthwise": draw.chance(0.4), **fixed}
    axes = geometry["rank"] - 2
    blocks = draw.one_of(BLOCKS)[:axes]
    kernel = tuple(draw.integer(1, 4) for _ in range(axes))
    own = "SAME" if draw.chance(0.15) else "VALID"
    dilation = 2 if draw.chance(0.1) else 1
    sides = [side(draw, geometry["mode"], k, block, own, dilation) for k, block in zip(kernel, blocks)]
    geometry.update(blocks=blocks, kernel=kernel, padding=own, dilation=dilation, channels=draw.integer(1, 6),
                    extents=[one[0] for one in sides], pads=[one[1] for one in sides], crops=[one[2] for one in sides],
                    filters=draw.integer(1, 6), per_channel=draw.chance(0.7), bias=draw.chance(0.5),
                    activation=draw.one_of(ACTIVATIONS), behind=draw.chance(0.3), open=draw.chance(0.6), plain=False)
    return geometry


def side(draw, mode, kernel, block, own, dilation):
    """One axis: how long it is, how it is padded, to a multiple of the block, and what of that is cropped again."""
    reach = (kernel - 1) * dilation * block
    extent = draw.integer(1, 10) + (reach if mode == "valid" else 0)
    before, after = {"valid": (0, 0), "same": (reach // 2, reach - reach // 2), "causal": (reach, 0),
                     "any": (draw.integer(0, 6), draw.integer(0, 6) + reach)}[mode]
    rounded = -(extent + before + after) % block
    crops = (draw.integer(0, min(before, 2)), rounded) if mode == "any" else (0, rounded)
    left = extent + before + after - (reach if own == "VALID" else 0) - crops[0]
    return extent, (before, after + rounded), crops if left > 0 else (0, rounded)


def plain(geometry):
    return {**geometry, "open": False, "plain": True}


def dilated(model, draw, geometry):
    x = model.input([1, *geometry["extents"], geometry["channels"]], draw.quantization())
    blocks, pads = geometry["blocks"], geometry["pads"]
    if geometry["plain"]:
        x = model.pad(x, [(0, 0), *pads, (0, 0)])
        pads = [(0, 0)] * len(blocks)
    y = model.space_to_batch(x, blocks, pads, geometry["open"])
    if geometry["rank"] == 3:
        y = model.expand_dims(y, 1)
    y = convolved(model, draw, y, geometry)
    if geometry["behind"]:
        values = draw.rng.integers(-128, 128, y.shape[-1:]).astype(np.int8)
        bias = model.constant(values, draw.requantized(y.quantization))
        y = model.arithmetic("ADD", y, bias, draw.requantized(y.quantization, 2.0))
    if geometry["rank"] == 3:
        y = model.reshape(y, (y.shape[0], *y.shape[2:]))
    return model.batch_to_space(y, blocks, geometry["crops"])


def convolved(model, draw, x, geometry):
    output = draw.for_activation(geometry["activation"])
    kernel = (1,) * (4 - geometry["rank"]) + geometry["kernel"]
    options = {name: geometry[name] for name in ("padding", "dilation", "activation")}
    numbers = output, geometry["per_channel"], geometry["bias"]
    if geometry["depthwise"]:
        layer = draw.layer(x.quantization, (1, *kernel, x.shape[3]), 3, *numbers)
        return model.depthwise_conv2d(x, *layer, output, **options)
    layer = draw.layer(x.quantization, (geometry["filters"], *kernel, x.shape[3]), 0, *numbers)
    return model.conv2d(x, *layer, output, **options)
