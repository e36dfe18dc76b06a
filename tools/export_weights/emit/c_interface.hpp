// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include "emit/header.hpp"

namespace exporter {

/// How C sees a model.
struct CRequest {
  std::string header;                   // file name of the model's C++ header: digits.hpp
  std::string c_header;                 // digits.h
  std::vector<std::string> policies{};  // of the model, of policy_names(): fed, reused
};

/// The two files beside a header through which a program in C runs the model: a header in C89, and a source in C++ that holds the
/// model and whose functions have C's linkage. Throws Error if there is no such model.
struct CInterface {
  std::string header, source;
};
CInterface c_interface(const Network& net, const Origin& origin, const CRequest& request, bool has_golden);

}  // namespace exporter
