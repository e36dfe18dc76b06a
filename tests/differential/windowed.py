# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases that slide a window: CONV_2D, DEPTHWISE_CONV_2D and the two pools."""

from itertools import product

from models import pair

ACTIVATIONS = ("NONE", "NONE", "RELU", "RELU6", "RELU_N1_TO_1")
EXTENTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 17)
CHANNELS = (1, 1, 2, 3, 3, 4, 4, 5, 7, 8, 8, 12, 13, 16)
MOST_WEIGHTS = 6000


def window_grid(kernels):
    """Kernel sizes by strides by paddings, and then sizes against strides, for every remainder."""
    grid = [{"kernel": (k, k), "stride": (s, s), "padding": p}
            for k, s, p in product(kernels, (1, 2, 3, 4), ("SAME", "VALID"))]
    grid += [{"height": size, "width": size + 1, "kernel": (k, k), "stride": (s, s), "padding": p}
             for size, k, s, p in product(range(3, 9), (2, 3), (2, 3, 4), ("SAME", "VALID"))]
    grid += [{"kernel": kernel, "stride": stride}
             for kernel, stride in product([(1, 9), (9, 1), (2, 5), (10, 4), (3, 1)], [(1, 2), (2, 1), (1, 1)])]
    return grid


def window_geometry(draw, fixed, dilated):
    """The keys that all windowed operators share; a VALID window is made to fit its input."""
    kernel = (draw.integer(1, 5), draw.integer(1, 5)) if draw.chance(0.5) else pair(draw.integer(1, 5))
    stride = (draw.integer(1, 3), draw.integer(1, 3)) if draw.chance(0.3) else pair(draw.integer(1, 4))
    geometry = {"height": draw.one_of(EXTENTS), "width": draw.one_of(EXTENTS), "channels": draw.one_of(CHANNELS),
                "kernel": kernel, "stride": stride, "padding": draw.one_of(("SAME", "VALID")), "dilation": (1, 1),
                "activation": draw.one_of(ACTIVATIONS)}
    if dilated and draw.chance(0.2):
        geometry["dilation"] = draw.one_of([(2, 2), (3, 3), (1, 2), (2, 1), (4, 1)])
    geometry.update(fixed)
    if geometry["padding"] == "VALID":
        for axis, size in enumerate(("height", "width")):
            reach = (geometry["kernel"][axis] - 1) * geometry["dilation"][axis] + 1
            geometry[size] = max(geometry[size], reach)
    return geometry


def window_options(geometry, *names):
    return {name: geometry[name] for name in ("stride", "padding", "activation", *names)}


def image(model, draw, geometry, quantization=None):
    shape = [1, geometry["height"], geometry["width"], geometry["channels"]]
    return model.input(shape, quantization or draw.quantization())


def pool_vary(draw, geometry):
    """What a pool's kernel does not know."""
    height = draw.integer(1, 18)
    if geometry["padding"] == "VALID":
        height = max(height, geometry["kernel"][0])
    return {"height": height, "activation": draw.one_of(ACTIVATIONS)}


def weighted_vary(draw, geometry):
    """What a convolution's kernel does not know: the rows' dilation, too."""
    height, dilation = draw.integer(1, 18), draw.one_of((geometry["dilation"][0], 1, 2, 3))
    if geometry["padding"] == "VALID":
        height = max(height, (geometry["kernel"][0] - 1) * dilation + 1)
    return {"height": height, "dilation": (dilation, geometry["dilation"][1]), "per_channel": draw.chance(0.7),
            "activation": draw.one_of(ACTIVATIONS)}


# CONV_2D

def conv2d_grid():
    grid = window_grid(range(1, 10))
    grid += [{"groups": groups, "channels": groups * c, "filters": groups * f}
             for groups, c, f in product((2, 3, 4), (1, 2, 3), (1, 2))]
    grid += [{"kernel": (1, 1), "stride": (1, 1), "dilation": (1, 1), "channels": c, "filters": f}
             for c, f in product((1, 2, 3, 4, 5, 8, 16, 31), (1, 2, 3, 8, 15, 32))]
    grid += [{"dilation": (d, d), "kernel": (k, k), "stride": (s, s), "padding": p}
             for d, k, s, p in product((2, 3), (2, 3), (1, 2), ("SAME", "VALID"))]
    return grid


def conv2d_geometry(draw, fixed):
    geometry = window_geometry(draw, {}, dilated=True)
    groups = draw.integer(2, 4) if draw.chance(0.15) else 1
    geometry.update(groups=groups, channels=groups * draw.one_of(CHANNELS[:10]), filters=groups * draw.integer(1, 9))
    geometry.update(per_channel=draw.chance(0.7), bias=draw.chance(0.8))
    geometry = window_geometry(draw, {**geometry, **fixed}, dilated=True)
    if geometry["channels"] % geometry["groups"] or geometry["filters"] % geometry["groups"]:
        geometry["groups"] = 1
    area = geometry["kernel"][0] * geometry["kernel"][1] * geometry["channels"] // geometry["groups"]
    if area * geometry["filters"] > MOST_WEIGHTS:
        geometry["filters"] = geometry["groups"] * max(1, MOST_WEIGHTS // (area * geometry["groups"]))
    return geometry


def conv2d(model, draw, geometry):
    x = image(model, draw, geometry)
    output = draw.for_activation(geometry["activation"])
    shape = (geometry["filters"], *geometry["kernel"], geometry["channels"] // geometry["groups"])
    layer = draw.layer(x.quantization, shape, 0, output, geometry["per_channel"], geometry["bias"])
    return model.conv2d(x, *layer, output, **window_options(geometry, "dilation"))


# DEPTHWISE_CONV_2D

def depthwise_conv2d_grid():
    grid = window_grid(range(1, 8))
    grid += [{"multiplier": m, "channels": c, "kernel": (k, k)}
             for m, c, k in product((1, 2, 3, 4), (1, 2, 3, 4, 8), (1, 3, 5))]
    grid += [{"dilation": (d, d), "kernel": (k, k), "stride": (s, s), "padding": p}
             for d, k, s, p in product((2, 3), (2, 3), (1, 2), ("SAME", "VALID"))]
    return grid


def depthwise_conv2d_geometry(draw, fixed):
    geometry = window_geometry(draw, {}, dilated=True)
    geometry.update(multiplier=draw.one_of((1, 1, 1, 2, 3, 4)), per_channel=draw.chance(0.8), bias=draw.chance(0.8))
    return window_geometry(draw, {**geometry, **fixed}, dilated=True)


def depthwise_conv2d(model, draw, geometry):
    x = image(model, draw, geometry)
    output = draw.for_activation(geometry["activation"])
    shape = (1, *geometry["kernel"], geometry["channels"] * geometry["multiplier"])
    layer = draw.layer(x.quantization, shape, 3, output, geometry["per_channel"], geometry["bias"])
    return model.depthwise_conv2d(x, *layer, output, **window_options(geometry, "dilation"))


# MAX_POOL_2D and AVERAGE_POOL_2D

def pool_grid():
    return window_grid(range(1, 6))


def pool_geometry(draw, fixed):
    geometry = window_geometry(draw, {}, dilated=False)
    return window_geometry(draw, {**geometry, **fixed}, dilated=False)


def pool(kind):
    def build(model, draw, geometry):
        x = image(model, draw, geometry, draw.for_activation(geometry["activation"]))
        return model.pool(kind, x, geometry["kernel"], **window_options(geometry))
    return build
