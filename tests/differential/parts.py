# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases that take tensors apart and stack them: SPLIT, UNPACK, PACK, STRIDED_SLICE by its masks."""

from itertools import permutations, product

import numpy as np

from elementwise import shape_of
from models import schema

# SPLIT, SPLIT_V, UNPACK


def split_grid(kind):
    return [{"kind": kind, "shape": shape, "axis": axis, "count": count}
            for shape in ((1, 4, 6, 8), (1, 6, 4), (1, 12)) for axis in range(1, len(shape)) for count in (1, 2, 3, 4)
            if kind == "SPLIT_V" or (shape[axis] == count if kind == "UNPACK" else shape[axis] % count == 0)]


def split_geometry(kind):
    def geometry(draw, fixed):
        result = {"kind": kind, "shape": shape_of(draw, most=9), **fixed}
        shape = result["shape"] = list(result["shape"])
        axis = result.setdefault("axis", draw.integer(1, len(shape) - 1))
        count = result.setdefault("count", draw.integer(1, 4))
        if kind == "SPLIT_V":
            shape[axis] = max(shape[axis], count)
        else:
            shape[axis] = count * (1 if kind == "UNPACK" else max(1, shape[axis] // count))
        return result
    return geometry


def split(model, draw, geometry):
    kind, shape, axis, count = (geometry[name] for name in ("kind", "shape", "axis", "count"))
    x = model.input(shape, draw.quantization())
    named = axis - len(shape) if draw.chance(0.3) else axis
    at = model.constant(np.array(named, np.int32))
    if kind == "UNPACK":
        options = schema.UnpackOptionsT(num=count, axis=named)
        return model.add_several(kind, [x], [[*shape[:axis], *shape[axis + 1:]]] * count, x.quantization, options)
    if kind == "SPLIT":
        parts = [[*shape[:axis], shape[axis] // count, *shape[axis + 1:]]] * count
        return model.add_several(kind, [at, x], parts, x.quantization, schema.SplitOptionsT(numSplits=count))
    cuts = sorted(draw.rng.choice(range(1, shape[axis]), count - 1, replace=False)) if count > 1 else []
    sizes = np.diff([0, *cuts, shape[axis]])
    parts = [[*shape[:axis], size, *shape[axis + 1:]] for size in sizes]
    named_sizes = np.array(sizes, np.int32)
    if draw.chance(0.3):
        named_sizes[draw.integer(0, count - 1)] = -1
    return model.add_several(kind, [x, model.constant(named_sizes), at], parts, x.quantization,
                             schema.SplitVOptionsT(numSplits=count))


# PACK

def pack_grid():
    return [{"shape": shape, "axis": axis, "count": count}
            for shape in ((1, 4, 3), (1, 5), (1, 1, 3), (1, 4, 1), (7,)) for axis in range(1, len(shape) + 1)
            for count in (1, 2, 3, 9)]


def pack_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, draw.integer(2, 3), most=8), "count": draw.integer(1, 4), **fixed}
    geometry.setdefault("axis", draw.integer(1, len(geometry["shape"])))
    return geometry


def pack(model, draw, geometry):
    """Now and then one of them twice."""
    shape, axis, count = geometry["shape"], geometry["axis"], geometry["count"]
    quantization = draw.quantization()
    tensors = [model.input(shape, quantization)]
    while len(tensors) < count:
        tensors.append(draw.one_of(tensors) if draw.chance(0.2) else model.input(shape, quantization))
    named = axis - len(shape) - 1 if draw.chance(0.3) else axis
    options = schema.PackOptionsT(valuesCount=count, axis=named)
    return model.add_several("PACK", tensors, [[*shape[:axis], count, *shape[axis:]]], quantization, options)


# STRIDED_SLICE whose masks drop axes and leave out ends

def masks_grid():
    return [{"shape": shape, "shrunk": shrunk}
            for shape in ((1, 3, 4, 5), (1, 4, 6)) for shrunk in range(2 ** len(shape))]


def masks_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=8), **fixed}
    rank = len(geometry["shape"])
    geometry.setdefault("shrunk", draw.integer(0, 2 ** rank - 1))
    geometry["open"] = draw.integer(0, 2 ** rank - 1), draw.integer(0, 2 ** rank - 1)
    geometry["parts"] = [(draw.integer(-extent, extent - 1), draw.integer(-2 * extent, 2 * extent),
                          draw.one_of((1, 1, 2, 3, -1, -1, -2))) for extent in geometry["shape"]]
    return geometry


def masks(model, draw, geometry):
    """Axes of which nothing would be left are taken whole."""
    x = model.input(geometry["shape"], draw.quantization())
    options = schema.StridedSliceOptionsT()
    begin, end, step = ([part[i] for part in geometry["parts"]] for i in range(3))
    shape = []
    for i, extent in enumerate(x.shape):
        bit = 1 << i
        if geometry["shrunk"] & bit:
            options.shrinkAxisMask |= bit
            step[i] = 1
            end[i] = begin[i] + 1
        else:
            options.beginMask |= bit & geometry["open"][0]
            options.endMask |= bit & geometry["open"][1]
            count = taken(extent, *(None if open_ends & bit else place for open_ends, place in
                                    zip((options.beginMask, options.endMask), (begin[i], end[i]))), step[i])
            if count == 0:
                begin[i], end[i], step[i] = 0, extent, 1
                count = taken(extent, 0, extent, 1)
            shape.append(count)
    tensors = [x, *(model.constant(np.array(numbers, np.int32)) for numbers in (begin, end, step))]
    return model.add_several("STRIDED_SLICE", tensors, [shape], x.quantization, options)


def taken(extent, begin, end, step):
    return len(range(extent)[slice(begin, end, step)])


# TRANSPOSE, TILE, BROADCAST_TO, SPACE_TO_DEPTH, DEPTH_TO_SPACE

def transpose_grid():
    return [{"shape": shape, "order": (0, *order)} for shape in ((1, 3, 4, 5), (1, 4, 6), (1, 1, 5, 3), (1, 5, 1, 2))
            for order in permutations(range(1, len(shape)))]


def transpose_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=9), **fixed}
    geometry.setdefault("order", (0, *(int(axis) + 1 for axis in draw.rng.permutation(len(geometry["shape"]) - 1))))
    return geometry


def transpose(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    order = model.constant(np.array(geometry["order"], np.int32))
    shape = [x.shape[axis] for axis in geometry["order"]]
    return model.add_several("TRANSPOSE", [x, order], [shape], x.quantization, schema.TransposeOptionsT())


def blocks_grid(kind):
    shapes = ((1, 4, 6, 3), (1, 6, 6, 1)) if kind == "SPACE_TO_DEPTH" else ((1, 2, 3, 36), (1, 3, 1, 36))
    return [{"kind": kind, "shape": shape, "size": size} for shape in shapes for size in (1, 2, 3)
            if kind == "DEPTH_TO_SPACE" or (shape[1] % size == 0 and shape[2] % size == 0)]


def blocks_geometry(kind):
    def geometry(draw, fixed):
        size = draw.integer(1, 4)
        h, w, c = (draw.integer(1, 4) for _ in range(3))
        shape = (1, h * size, w * size, c) if kind == "SPACE_TO_DEPTH" else (1, h, w, c * size * size)
        return {"kind": kind, "shape": shape, "size": size, **fixed}
    return geometry


def blocks(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    (_, h, w, c), size = geometry["shape"], geometry["size"]
    if geometry["kind"] == "SPACE_TO_DEPTH":
        shape, options = (1, h // size, w // size, c * size * size), schema.SpaceToDepthOptionsT(blockSize=size)
    else:
        shape, options = (1, h * size, w * size, c // (size * size)), schema.DepthToSpaceOptionsT(blockSize=size)
    return model.add_several(geometry["kind"], [x], [shape], x.quantization, options)


def broadcast_grid():
    stretched = [{"shape": tuple(extent if kept else 1 for extent, kept in zip((1, 3, 4, 5), (1, *which))),
                  "to": (1, 3, 4, 5)} for which in product((0, 1), repeat=3)]
    return [*stretched, {"shape": (1, 4), "to": (1, 3, 4)}, {"shape": (4,), "to": (1, 2, 4)}]


def broadcast_geometry(draw, fixed):
    to = shape_of(draw, most=8)
    return {"shape": tuple(1 if draw.chance(0.4) else extent for extent in to), "to": to, **fixed}


def broadcast(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    to = model.constant(np.array(geometry["to"], np.int32))
    return model.add_several("BROADCAST_TO", [x, to], [geometry["to"]], x.quantization)


# GATHER, GATHER_ND, REVERSE_V2, MIRROR_PAD, PADV2

def gather_grid():
    return [{"shape": shape, "axis": axis, "indices": indices} for shape in ((1, 4, 5, 6), (1, 6, 4))
            for axis in range(1, len(shape)) for indices in ((0,), (1, 2, 3), (3, 2, 1, 0), (0, 2, 0), (3, 0, 1, 1))]


def gather_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, draw.integer(2, 4), most=8), **fixed}
    axis = geometry.setdefault("axis", draw.integer(1, len(geometry["shape"]) - 1))
    geometry.setdefault("indices", [draw.integer(0, geometry["shape"][axis] - 1) for _ in range(draw.integer(1, 6))])
    return geometry


def gather(model, draw, geometry):
    x, axis = model.input(geometry["shape"], draw.quantization()), geometry["axis"]
    indices = model.constant(np.array(geometry["indices"], np.int32))
    shape = [*x.shape[:axis], len(geometry["indices"]), *x.shape[axis + 1:]]
    options = schema.GatherOptionsT(axis=axis - len(x.shape) if draw.chance(0.3) else axis)
    return model.add_several("GATHER", [x, indices], [shape], x.quantization, options)


def gather_nd_grid():
    return [{"shape": shape, "depth": depth}
            for shape in ((1, 4, 5, 6), (1, 6, 4), (5, 3)) for depth in range(1, len(shape) + 1)]


def gather_nd_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=6), **fixed}
    depth = geometry.setdefault("depth", draw.integer(1, len(geometry["shape"])))
    geometry["indices"] = [[draw.integer(0, extent - 1) for extent in geometry["shape"][:depth]]
                           for _ in range(draw.integer(1, 5))]
    return geometry


def gather_nd(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    indices = model.constant(np.array([geometry["indices"]], np.int32))
    shape = [1, len(geometry["indices"]), *x.shape[geometry["depth"]:]]
    return model.add_several("GATHER_ND", [x, indices], [shape], x.quantization, schema.GatherNdOptionsT())


def neighbours(rank):
    """The reference takes no others."""
    return [list(range(first, beyond)) for first in range(rank) for beyond in range(first + 1, rank + 1)]


def reverse_grid():
    return [{"shape": shape, "axes": axes} for shape in ((1, 3, 4, 5), (1, 4, 6), (1, 1, 5, 3))
            for axes in neighbours(len(shape))]


def reverse_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=8), **fixed}
    geometry.setdefault("axes", draw.one_of(neighbours(len(geometry["shape"]))))
    return geometry


def reverse(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    axes = model.constant(np.array(geometry["axes"], np.int32))
    return model.add_several("REVERSE_V2", [x, axes], [x.shape], x.quantization, schema.ReverseV2OptionsT())


def mirror_grid():
    amounts = ((0, 0), (1, 0), (2, 1))
    return [{"shape": (1, 3, 4, 3), "amounts": [(0, 0), *some], "mode": mode}
            for some in product(amounts, repeat=3) for mode in (0, 1)]


def mirror_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=7), "mode": draw.integer(0, 1), **fixed}
    most = [extent - 1 + geometry["mode"] for extent in geometry["shape"]]
    geometry.setdefault("amounts", [(0, 0), *((draw.integer(0, m), draw.integer(0, m)) for m in most[1:])])
    return geometry


def mirror(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    amounts = model.constant(np.array(geometry["amounts"], np.int32))
    shape = [extent + sum(around) for extent, around in zip(x.shape, geometry["amounts"], strict=True)]
    return model.add_several("MIRROR_PAD", [x, amounts], [shape], x.quantization,
                             schema.MirrorPadOptionsT(mode=geometry["mode"]))


def pad_with(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    value = np.array(draw.one_of((x.quantization.zero_point, draw.integer(-128, 127))), np.int8)
    tensors = [x, model.constant(np.array(geometry["amounts"], np.int32)), model.constant(value, x.quantization)]
    shape = [extent + sum(around) for extent, around in zip(x.shape, geometry["amounts"], strict=True)]
    return model.add_several("PADV2", tensors, [shape], x.quantization, schema.PadV2OptionsT())
