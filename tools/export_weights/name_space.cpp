// SPDX-License-Identifier: BSL-1.0
#include "name_space.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "text.hpp"

namespace exporter {
namespace {

// clang-format off
constexpr std::string_view keywords[] = {
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "import", "inline", "int", "long", "module", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return",
    "short", "signed", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this",
    "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unsigned", "using",
    "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq"};

// What stands in namespace tinytmpl, which a header or its user takes without a qualifier: tests/platforms compares.
constexpr std::string_view taken[] = {
    "std", "tinytmpl", "Abs", "Add", "AlignCorners", "Apply", "ArgMax", "ArgMin", "AsStrided", "AveragePool1D", "AveragePool2D", "Axis",
    "Begin", "Board", "Cast", "Causal", "CheckExport", "Concat", "ConstantFirst", "Conv1D", "Conv2D",
    "Conv2DTranspose", "Delay", "Dense", "DepthMultiplier", "DepthwiseConv1D", "DepthwiseConv2D", "Dequantize",
    "Dilation", "Div", "Element", "Embedding", "Energy", "Equal", "FeatureScale", "FftAutoScale", "FftScaleBits", "FilterBank",
    "FilterBankLog", "FilterBankSquareRoot", "Fits", "FlashAccess", "Flatten", "FloorDiv", "FloorMod", "Footprint",
    "GlobalAveragePool1D", "GlobalAveragePool2D", "GlobalMaxPool2D", "GoldenVectors", "Graph", "Greater",
    "GreaterEqual", "Groups", "HalfPixelCenters", "HardSwish", "History", "InputMemory", "InputShapes", "Inputs",
    "KeepDims", "Kernel", "L2Normalization", "L2Pool2D", "LSTM", "LastAxis", "LayerReport", "LeakyReLU", "Less", "LessEqual", "Let", "LogSoftmax", "LogicalAnd",
    "LogicalNot", "LogicalOr", "Lookup", "MatMul", "MaxPool1D", "MaxPool2D", "Maximum", "Mean", "Minimum", "Model",
    "Mul", "NoBias", "NoiseEstimate", "NotEqual", "Optimize", "OutputSize", "Outputs", "PReLU", "Pad", "PadWith",
    "Parameters", "Pcan", "Pipeline", "Profile", "Quantization", "Quantize", "ReLU", "ReLU6", "ReLUN1To1",
    "ReduceMax", "ReduceMin", "ReduceSum", "Reshape", "Residual", "ResizeBilinear", "ResizeNearest", "Rfft",
    "Rounding", "SVDF", "Same", "ScalarFunction", "Schedule", "Select", "SelfTestResult", "Seq", "Shape", "SharedArena",
    "Sigmoid", "SignalWindow", "Sizes", "Slice", "Softmax", "SpectralSubtraction", "SquaredDifference", "Steps",
    "Stride", "Strides", "Sub", "Tanh", "Transpose", "TransposeLeft", "TransposeRight", "Valid", "Values", "View",
    "WithConstant", "fits"};
// Its namespaces, which an outer one of the same name would make ambiguous.
constexpr std::string_view rooms[] = {"boards", "core", "graph", "kernels", "layers", "literals", "targets"};

// Functions, types, constants and macros in the global namespace of C's, POSIX', newlib's, C++'s and Arduino's headers, in
// order: global_names.py.
constexpr std::string_view global[] = {
#include "global_names.inc"
};
// clang-format on

bool contains(const auto& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// Macros of lower case that stand for something without brackets behind them.
constexpr std::string_view small_macros[] = {"errno", "linux", "stderr", "stdin", "stdout", "unix"};

/// A macro replaces a word wherever it stands; a function or a type is hidden in a namespace.
bool is_macro(std::string_view global_name) {
  constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz";
  return global_name.find_first_of(small) == std::string_view::npos || contains(small_macros, global_name);
}

bool is_global(std::string_view name) { return std::binary_search(std::begin(global), std::end(global), name); }

std::string complaint_about_global(std::string_view name) {
  return fmt::format("{} is a function, type or macro of C's, C++'s or Arduino's headers", name);
}

}  // namespace

std::string complaint_about_identifier(std::string_view identifier) {
  if (identifier.empty()) return "a part of it is empty";
  if (!std::all_of(identifier.begin(), identifier.end(),
                   [](char c) { return is_letter(c) || is_digit(c) || c == '_'; }))
    return "only letters, digits and _ are allowed, and :: between";
  if (is_digit(identifier[0])) return fmt::format("{} starts with a digit", identifier);
  if (identifier[0] == '_' || identifier.find("__") != std::string_view::npos)
    return fmt::format("{} is reserved: it starts with _ or contains __", identifier);
  if (contains(keywords, identifier)) return fmt::format("{} is a keyword of C++", identifier);
  if (is_global(identifier) && is_macro(identifier)) return complaint_about_global(identifier);
  return {};
}

std::string complaint_about_namespace(std::string_view name) {
  if (name.size() > 200) return "it is longer than 200 characters";
  for (std::string_view rest = name;;) {
    const std::size_t colons = rest.find("::");
    const std::string_view part = rest.substr(0, colons);
    if (std::string complaint = complaint_about_identifier(part); !complaint.empty()) return complaint;
    if (contains(taken, part)) return fmt::format("the library itself has the name {}", part);
    const bool is_outer = rest.size() == name.size();
    if (is_outer && contains(rooms, part)) return fmt::format("the library itself has the name {}", part);
    if (is_global(part) && is_outer) return complaint_about_global(part);
    if (colons == std::string_view::npos) return {};
    rest.remove_prefix(colons + 2);
  }
}

std::string namespace_of(std::string_view stem) {
  std::string out;
  for (const char c : stem.substr(0, 100))
    if (is_letter(c) || is_digit(c)) out += c;
    else if (!out.empty() && out.back() != '_') out += '_';
  while (!out.empty() && out.back() == '_') out.pop_back();
  if (out.empty()) return "model";
  if (is_digit(out[0])) out = "model_" + out;
  return complaint_about_namespace(out).empty() ? out : out + "_model";
}

}  // namespace exporter
