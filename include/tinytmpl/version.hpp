// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The version, in this one place.
#define TINYTMPL_VERSION "0.1.0"
