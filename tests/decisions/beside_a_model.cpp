// SPDX-License-Identifier: BSL-1.0
// Decisions stand beside a model, in one file, all of them: no name is there twice.
#include <tinytmpl/tinytmpl.hpp>

#include <tinytmpl/decisions/anomaly.hpp>
#include <tinytmpl/decisions/boxes.hpp>
#include <tinytmpl/decisions/centroids.hpp>
#include <tinytmpl/decisions/class_choice.hpp>
#include <tinytmpl/decisions/commands.hpp>
#include <tinytmpl/decisions/smoothing.hpp>
#include <tinytmpl/decisions/wake_word.hpp>
#include <tinytmpl/senses/micro_speech.hpp>

#include <catch2/catch.hpp>

TEST_CASE("A square root is the same beside a model") { CHECK(tinytmpl::core::square_root(2.25f) == 1.5f); }
