// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"

namespace exporter {

/// Converters write a dilated convolution of an open batch as SPACE_TO_BATCH_ND, a convolution of the rows and columns that
/// are a dilation apart, and BATCH_TO_SPACE_ND. Here it becomes a convolution with a dilation again, behind a PAD where its
/// padding is not that of SAME. What else stands between two such operators stays, for `lower` to refuse them.
void fuse_dilations(Graph& graph);

}  // namespace exporter
