// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <random>

#include "tflite_generated.h"

/// Adds an operator that fits: a model that the tool accepts stays one, mostly.
void grow(exporter::schema::ModelT& model, std::minstd_rand& random);

/// Changes numbers that a model may have: scales, zero points, weights.
void retrain(exporter::schema::ModelT& model, std::minstd_rand& random);
