# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases that move bytes and compute nothing: CONCATENATION, PAD, SLICE, RESHAPE and their like."""

from itertools import product

from elementwise import other_height, shape_of

# CONCATENATION


def concatenation_grid():
    return [{"shape": (1, 4, 5, 3)[:rank], "axis": axis, "count": count}
            for rank in (2, 3, 4) for axis in range(1, rank) for count in range(2, 11)]


def concatenation_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=8), "count": draw.integer(2, 4), **fixed}
    rank = len(geometry["shape"])
    geometry.setdefault("axis", draw.integer(1, rank - 1) - (rank if draw.chance(0.3) else 0))
    geometry["extents"] = [draw.integer(1, 5) for _ in range(geometry["count"])]
    return geometry


def concatenation_vary(draw, geometry):
    rows = geometry["axis"] % len(geometry["shape"]) == 1
    return {} if rows else {"shape": other_height(draw, geometry["shape"])}


def concatenation(model, draw, geometry):
    quantization = draw.quantization()
    tensors = []
    for extent in geometry["extents"]:
        shape = list(geometry["shape"])
        shape[geometry["axis"]] = extent
        tensors.append(model.input(shape, quantization))
    return model.concatenation(tensors, geometry["axis"])


# PAD

def pad_grid():
    amounts = ((0, 0), (1, 0), (0, 1), (2, 3))
    grid = [{"shape": (1, 3, 4, 2), "amounts": [(0, 0), *some]} for some in product(amounts, repeat=3)]
    return grid + [{"shape": (1, 6, 3), "amounts": [(0, 0), *some]} for some in product(amounts, repeat=2)]


def pad_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=8), **fixed}
    random = [(draw.integer(0, 3), draw.integer(0, 3)) for _ in geometry["shape"][1:]]
    geometry.setdefault("amounts", [(0, 0), *random])
    return geometry


def pad_vary(draw, geometry):
    rows = (draw.integer(0, 3), draw.integer(0, 3)) if len(geometry["shape"]) == 4 else geometry["amounts"][1]
    return {"shape": other_height(draw, geometry["shape"]),
            "amounts": [(0, 0), rows, *geometry["amounts"][2:]]}


def pad(model, draw, geometry):
    return model.pad(model.input(geometry["shape"], draw.quantization()), geometry["amounts"])


# SLICE and STRIDED_SLICE

def slice_grid(kind):
    parts = ((0, 1, 0), (1, 1, 0), (2, 1, 1), (0, 2, 0), (1, 3, 0))    # begin, step, how many are left out at the end
    if kind == "SLICE":
        parts = tuple(part for part in parts if part[1] == 1)
    grid = [{"shape": (1, 4, 5, 6), "parts": [(0, 1, 0), *some]} for some in product(parts, repeat=3)]
    return grid + [{"shape": (1, 6, 5), "parts": [(0, 1, 0), *some]} for some in product(parts, repeat=2)]


def random_part(draw, kind, extent):
    begin = draw.integer(0, extent - 1)
    step = 1 if kind == "SLICE" else draw.one_of((1, 1, 2, 3))
    return begin, step, draw.integer(0, extent - begin - 1)


def slice_geometry(kind):
    def geometry(draw, fixed):
        result = {"shape": shape_of(draw, most=9), **fixed}
        result.setdefault("parts", [(0, 1, 0), *(random_part(draw, kind, extent) for extent in result["shape"][1:])])
        return result
    return geometry


def slice_of(kind):
    def build(model, draw, geometry):
        x = model.input(geometry["shape"], draw.quantization())
        begin, step, left = zip(*geometry["parts"], strict=True)
        end = [extent - out for extent, out in zip(x.shape, left, strict=True)]
        if kind == "SLICE":
            sizes = [-1 if out == 0 and draw.chance(0.3) else e - b for b, e, out in zip(begin, end, left, strict=True)]
            return model.slice(x, begin, sizes)
        return model.strided_slice(x, begin, end, step, [draw.chance(0.3) for _ in begin])
    return build


# RESIZE_NEAREST_NEIGHBOR, by factors that need no rounded numbers, and RESIZE_BILINEAR, by any

def resize_grid():
    return [{"shape": (1, h, w, c), "factors": factors, "sampling": sampling}
            for h, w, c in ((2, 3, 4), (4, 4, 1), (8, 4, 3)) for factors in product((0.5, 1, 2, 3), repeat=2)
            for sampling in ("edges", "centers")]


def resize_geometry(draw, fixed):
    return {"shape": (1, draw.integer(1, 8), draw.integer(1, 8), draw.integer(1, 9)),
            "factors": (draw.one_of((0.5, 1, 2, 3)), draw.one_of((1, 2, 4))),
            "sampling": draw.one_of(("edges", "centers")), **fixed}


def bilinear_grid():
    grid = [{"shape": (1, h, w, c), "size": size, "sampling": sampling}
            for h, w, c in ((2, 3, 4), (5, 4, 1), (1, 1, 3)) for size in ((4, 6), (3, 7), (1, 1), (8, 2))
            for sampling in ("edges", "centers", "corners")]
    return [*grid, {"shape": (1, 40, 30, 1), "size": (7, 61), "sampling": "centers"}]


def bilinear_geometry(draw, fixed):
    return {"shape": (1, draw.integer(1, 12), draw.integer(1, 12), draw.integer(1, 9)),
            "size": (draw.integer(1, 25), draw.integer(1, 25)),
            "sampling": draw.one_of(("edges", "centers", "corners")), **fixed}


def nearest(model, draw, geometry):
    size = (max(1, int(extent * factor))
            for extent, factor in zip(geometry["shape"][1:3], geometry["factors"], strict=True))
    return model.resize("RESIZE_NEAREST_NEIGHBOR", model.input(geometry["shape"], draw.quantization()), *size,
                        geometry["sampling"])


def bilinear(model, draw, geometry):
    return model.resize("RESIZE_BILINEAR", model.input(geometry["shape"], draw.quantization()), *geometry["size"],
                        geometry["sampling"])


# RESHAPE, SQUEEZE and EXPAND_DIMS

def reshape_grid():
    grid = [{"kind": "RESHAPE", "shape": (1, 4, 6, 2), "to": to}
            for to in ((1, 48), (1, 8, 6), (1, 1, 1, 48), (1, 6, 4, 2), (1, 2, 24), (1, 12, 2, 2))]
    grid += [{"kind": "RESHAPE", "shape": (1, 30), "to": to} for to in ((1, 5, 6), (1, 2, 3, 5), (1, 1, 30))]
    grid += [{"kind": "SQUEEZE", "shape": shape, "to": axes}
             for shape, axes in (((1, 1, 1, 9), (1, 2)), ((1, 1, 5, 3), (1,)), ((1, 7, 1, 2), (2,)),
                                 ((1, 6, 4, 1), (3,)), ((1, 1, 8), (1,)), ((1, 5, 1, 1), (2, 3)))]
    grid += [{"kind": "EXPAND_DIMS", "shape": shape, "to": axis}
             for shape, axis in (((1, 9), 1), ((1, 9), 2), ((1, 4, 3), 1), ((1, 4, 3), 2), ((1, 4, 3), 3))]
    return grid


def reshape_geometry(draw, fixed):
    shape = shape_of(draw)
    size = 1
    for extent in shape:
        size *= extent
    first = draw.one_of([divisor for divisor in range(1, size + 1) if size % divisor == 0])
    return {"kind": "RESHAPE", "shape": shape, "to": (1, first, size // first), **fixed}


def reshape(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    method = {"RESHAPE": model.reshape, "SQUEEZE": model.squeeze, "EXPAND_DIMS": model.expand_dims}[geometry["kind"]]
    return method(x, geometry["to"], draw.quantization() if draw.chance(0.2) else None)    # bytes stay all the same
