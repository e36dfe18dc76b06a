# SPDX-License-Identifier: BSL-1.0
"""Cases of one operator: first a systematic grid of geometries for each operator, then random ones, for ever.

`case(seed, index, variants)` is a pure function: the same arguments give the same bytes, and a variant does not depend
on which others are asked for.
"""

from functools import cache, partial
from typing import Callable, NamedTuple

import numpy as np

import choices
import dilation
import elementwise
import float_chains
import indices
import matrices
import movement
import parts
import recurrent
import transposed
import variables
import vectors
import windowed
from cases import Case, variant
from draw import FLAVOURS, VECTORS, Draw
from edges import EdgedModelBuilder

TABLE_VECTORS = ("every", *VECTORS)
FIXED_VARIANTS = 2


class Family(NamedTuple):
    """One operator: how many of every `sum(shares)` cases, its geometries, and what builds the model."""
    share: int
    grid: Callable             # () -> parts of geometries that must occur
    geometry: Callable         # (draw, fixed part) -> geometry
    build: Callable            # (model, draw, geometry) -> output tensor, or a list of them
    vary: Callable | None = None    # (draw, geometry) -> what differs in another model with the same kernel
    vectors: tuple = VECTORS
    plain: Callable | None = None   # geometry -> one of the same model in other words, for the reference


def table(kind):
    return Family(1, elementwise.table_grid, elementwise.table_geometry, elementwise.table(kind),
                  elementwise.table_vary, TABLE_VECTORS)


def arithmetic(kind, share):
    return Family(share, elementwise.arithmetic_grid, elementwise.arithmetic_geometry, elementwise.arithmetic(kind),
                  elementwise.arithmetic_vary)


def extremum(kind):
    return Family(1, elementwise.extremum_grid, elementwise.arithmetic_geometry, elementwise.extremum(kind),
                  elementwise.arithmetic_vary)


def pool(kind):
    return Family(2, windowed.pool_grid, windowed.pool_geometry, windowed.pool(kind), windowed.pool_vary)


# Functions of an element that the reference has in float32 alone.
OF_REALS = ("SQRT", "SQUARE", "NEG", "EXP", "LOG", "SIN", "COS", "FLOOR", "CEIL", "ROUND")

FAMILIES = {
    "CONV_2D": Family(8, windowed.conv2d_grid, windowed.conv2d_geometry, windowed.conv2d,
                      windowed.weighted_vary),
    "DEPTHWISE_CONV_2D": Family(5, windowed.depthwise_conv2d_grid, windowed.depthwise_conv2d_geometry,
                                windowed.depthwise_conv2d, windowed.weighted_vary),
    "FULLY_CONNECTED": Family(3, elementwise.dense_grid, elementwise.dense_geometry, elementwise.dense,
                              elementwise.dense_vary),
    "SPACE_TO_BATCH_ND": Family(2, dilation.dilated_grid, dilation.dilated_geometry, dilation.dilated,
                                plain=dilation.plain),
    "MAX_POOL_2D": pool("MAX_POOL_2D"),
    "AVERAGE_POOL_2D": pool("AVERAGE_POOL_2D"),
    "MEAN": Family(3, elementwise.mean_grid, elementwise.mean_geometry, elementwise.mean),
    "SUM": Family(1, elementwise.mean_grid, elementwise.mean_geometry, elementwise.total),
    **{kind: Family(1, elementwise.mean_grid, elementwise.mean_geometry, elementwise.reduced_extreme(kind))
       for kind in ("REDUCE_MAX", "REDUCE_MIN")},
    **{kind: table(kind) for kind in ("ABS", "ELU", "RELU", "RELU6", "LEAKY_RELU", "HARD_SWISH", "LOGISTIC", "TANH",
                                     "QUANTIZE", "RSQRT")},
    **{kind: table(kind)._replace(share=0) for kind in OF_REALS},
    **{kind: Family(0, elementwise.slopes_grid, elementwise.slopes_geometry, elementwise.floored(kind),
                    elementwise.arithmetic_vary) for kind in ("FLOOR_DIV", "FLOOR_MOD")},
    **{kind: Family(1, elementwise.extremum_grid, elementwise.arithmetic_geometry, choices.comparison(kind),
                    elementwise.arithmetic_vary) for kind in choices.RELATIONS},
    **{kind: Family(1, choices.logical_grid, choices.logical_geometry, choices.logical(kind),
                    elementwise.arithmetic_vary) for kind in choices.LOGICAL},
    "SELECT_V2": Family(2, choices.select_grid, choices.select_geometry, choices.select,
                        elementwise.arithmetic_vary),
    "CAST": Family(2, choices.cast_grid, choices.cast_geometry, choices.cast, elementwise.table_vary),
    "SOFTMAX": Family(2, elementwise.softmax_grid, elementwise.softmax_geometry, elementwise.softmax,
                      elementwise.table_vary),
    "SOFTMAX to int16": Family(1, elementwise.softmax_grid, elementwise.softmax_geometry,
                               partial(elementwise.softmax, dtype="int16"), elementwise.table_vary),
    "ADD": arithmetic("ADD", 3),
    "SUB": arithmetic("SUB", 2),
    "MUL": arithmetic("MUL", 2),
    "DIV": arithmetic("DIV", 2),
    "MAXIMUM": extremum("MAXIMUM"),
    "MINIMUM": extremum("MINIMUM"),
    "PRELU": Family(2, elementwise.slopes_grid, elementwise.slopes_geometry, elementwise.with_slopes,
                    elementwise.arithmetic_vary),
    "SQUARED_DIFFERENCE": Family(1, elementwise.extremum_grid, elementwise.arithmetic_geometry,
                                 elementwise.squared_difference, elementwise.arithmetic_vary),
    "DEQUANTIZE": Family(2, float_chains.grid, float_chains.geometry, float_chains.build, vectors=TABLE_VECTORS),
    "TRANSPOSE_CONV": Family(3, transposed.grid, transposed.geometry, transposed.build, transposed.vary),
    "BATCH_MATMUL": Family(2, matrices.matmul_grid, matrices.matmul_geometry, matrices.matmul),
    "FULLY_CONNECTED of tensors": Family(1, matrices.dense_grid, matrices.dense_geometry, matrices.dense),
    "CONCATENATION": Family(2, movement.concatenation_grid, movement.concatenation_geometry, movement.concatenation,
                            movement.concatenation_vary),
    "PAD": Family(2, movement.pad_grid, movement.pad_geometry, movement.pad, movement.pad_vary),
    **{kind: Family(1, partial(movement.slice_grid, kind), movement.slice_geometry(kind), movement.slice_of(kind))
       for kind in ("SLICE", "STRIDED_SLICE")},
    **{kind: Family(1, partial(parts.split_grid, kind), parts.split_geometry(kind), parts.split)
       for kind in ("SPLIT", "SPLIT_V", "UNPACK")},
    "PACK": Family(1, parts.pack_grid, parts.pack_geometry, parts.pack),
    "TRANSPOSE": Family(2, parts.transpose_grid, parts.transpose_geometry, parts.transpose),
    **{kind: Family(1, partial(parts.blocks_grid, kind), parts.blocks_geometry(kind), parts.blocks)
       for kind in ("SPACE_TO_DEPTH", "DEPTH_TO_SPACE")},
    "BROADCAST_TO": Family(1, parts.broadcast_grid, parts.broadcast_geometry, parts.broadcast),
    "GATHER": Family(1, parts.gather_grid, parts.gather_geometry, parts.gather),
    "GATHER of computed indices": Family(1, indices.rows_grid, indices.rows_geometry, indices.rows),
    "MUL of int32": Family(1, indices.whole_grid, indices.whole_geometry, indices.whole),
    "GATHER_ND": Family(1, parts.gather_nd_grid, parts.gather_nd_geometry, parts.gather_nd),
    "REVERSE_V2": Family(1, parts.reverse_grid, parts.reverse_geometry, parts.reverse),
    "MIRROR_PAD": Family(1, parts.mirror_grid, parts.mirror_geometry, parts.mirror),
    "PADV2": Family(1, movement.pad_grid, movement.pad_geometry, parts.pad_with),
    "STRIDED_SLICE_MASKS": Family(1, parts.masks_grid, parts.masks_geometry, parts.masks),
    "RESIZE_NEAREST_NEIGHBOR": Family(1, movement.resize_grid, movement.resize_geometry, movement.nearest),
    "RESIZE_BILINEAR": Family(2, movement.bilinear_grid, movement.bilinear_geometry, movement.bilinear),
    "UNIDIRECTIONAL_SEQUENCE_LSTM": Family(2, recurrent.grid, recurrent.geometry, recurrent.build),
    "L2_NORMALIZATION": Family(1, elementwise.softmax_grid, elementwise.softmax_geometry, vectors.unit_length),
    **{kind: Family(1, vectors.places_grid, vectors.places_geometry, vectors.places(kind))
       for kind in ("ARG_MAX", "ARG_MIN")},
    "QUANTIZE of int32": Family(1, vectors.wide_grid, vectors.wide_geometry, vectors.wide_quantize),
    # In float32 alone.
    "LOG_SOFTMAX": Family(0, elementwise.softmax_grid, elementwise.softmax_geometry, vectors.log_softmax),
    "L2_POOL_2D": Family(0, windowed.pool_grid, windowed.pool_geometry, windowed.pool("L2_POOL_2D")),
    "SVDF": Family(2, recurrent.svdf_grid, recurrent.svdf_geometry, recurrent.build_svdf),
    "READ_VARIABLE": Family(2, variables.history_grid, variables.history_geometry, variables.history),
    "RESHAPE": Family(1, movement.reshape_grid, movement.reshape_geometry, movement.reshape),
}


@cache
def schedule():
    """The order in which families take turns, spread evenly."""
    turns = [((turn + 0.5) / family.share, name) for name, family in FAMILIES.items() for turn in range(family.share)]
    return [name for _, name in sorted(turns)]


@cache
def shuffled_grid(name):
    """Always the same order, so that a prefix is a fair sample and a long run covers everything."""
    grid = FAMILIES[name].grid()
    return [grid[i] for i in np.random.default_rng(len(grid)).permutation(len(grid))]


def family_and_turn(index):
    order = schedule()
    rounds, position = divmod(index, len(order))
    name = order[position]
    return name, rounds * FAMILIES[name].share + order[:position].count(name)


def case(seed, index, variants=range(len(FLAVOURS))):
    """The chosen variants of a case. Those behind `FIXED_VARIANTS` differ in all that no kernel is compiled for."""
    name, turn = family_and_turn(index)
    family, grid = FAMILIES[name], shuffled_grid(name)
    geometry = {"operator": name, **family.geometry(Draw([seed, index]), grid[turn] if turn < len(grid) else {})}
    return Case("operator", index, [build(seed, index, which, varied(seed, index, which, geometry))
                                    for which in variants])


def varied(seed, index, which, geometry):
    vary = FAMILIES[geometry["operator"]].vary
    if which < FIXED_VARIANTS or vary is None:
        return geometry
    return {**geometry, **vary(Draw([seed, index, which, 1 << 20]), geometry)}


def case_of_geometry(seed, index, which, geometry):
    """One variant, of a geometry that is not the one that was drawn."""
    return Case("operator", index, [build(seed, index, which, geometry)])


def build(seed, index, which, geometry):
    name, _ = family_and_turn(index)
    family = FAMILIES[name]
    model, draw = built(seed, index, which, geometry)
    vectors = draw.vectors(model.input_tensors, family.vectors)
    result = variant(model, which, draw.flavour, geometry, vectors)
    if family.plain:
        plain, _ = built(seed, index, which, family.plain(geometry))
        result.reference, result.arena_size = plain.build(), plain.arena_size()
    return result


def built(seed, index, which, geometry):
    name, turn = family_and_turn(index)
    draw = Draw([seed, index, which], FLAVOURS[(turn + which) % len(FLAVOURS)])
    model = EdgedModelBuilder([seed, index])
    outputs = FAMILIES[name].build(model, draw, geometry)
    for output in outputs if isinstance(outputs, list) else [outputs]:
        model.output(output)
    return model, draw
