// SPDX-License-Identifier: BSL-1.0
// What the programs of headers.py share: read a case's vectors, run a model on them, compare and report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace differential {

struct Report {
  std::string directory;
  int failures = 0;

  int finish() const { return failures == 0 ? 0 : 1; }
};

inline std::vector<std::uint8_t> read(const Report& report, const char* stem) {
  std::vector<std::uint8_t> bytes;
  if (std::FILE* file = std::fopen((report.directory + "/" + stem + ".bin").c_str(), "rb")) {
    for (int byte = std::fgetc(file); byte != EOF; byte = std::fgetc(file)) {
      bytes.push_back(static_cast<std::uint8_t>(byte));
    }
    std::fclose(file);
  }
  return bytes;
}

// What the elements of a view are.
template <class View>
using Value = std::decay_t<decltype(std::declval<View>().quantize(0))>;

// The next element of a file.
template <class T>
T next(const std::uint8_t*& from) {
  T element;
  std::memcpy(&element, from, sizeof element);
  from += sizeof element;
  return element;
}

// The first byte that differs, and how many do.
struct Difference {
  const char* what = "";
  int which = 0, vector = 0, count = 0;
  std::size_t index = 0;
  int expected = 0, got = 0;

  template <class View>
  void compare(const char* at_what, int at_which, int at_vector, const View& view, const std::uint8_t*& from) {
    for (int i = 0; i < view.size(); ++i) {
      const auto wanted = next<Value<View>>(from);
      if (view[i] == wanted) continue;
      if (count++ == 0)
        *this = {at_what,
                 at_which,
                 at_vector,
                 1,
                 static_cast<std::size_t>(i),
                 static_cast<int>(wanted),
                 static_cast<int>(view[i])};
    }
  }
};

inline void say(Report& report, const char* name, const char* schedule, int vectors, const Difference& first) {
  if (first.count == 0) {
    std::printf("%s %s ok %d\n", name, schedule, vectors);
  } else {
    ++report.failures;
    std::printf("%s %s wrong %d %s_%d %zu %d %d %d\n", name, schedule, first.vector, first.what, first.which,
                first.index, first.expected, first.got, first.count);
  }
  std::fflush(stdout);
}

template <int outputs, class Model>
void compare_outputs(Model& model, int vector, Difference& difference, const std::uint8_t*& from) {
  [&]<int... i>(std::integer_sequence<int, i...>) {
    (difference.compare("output", i, vector, model.template output<i>(), from), ...);
  }(std::make_integer_sequence<int, outputs>{});
}

template <class View>
void fill(View view, const std::uint8_t*& from) {
  for (int i = 0; i < view.size(); ++i) view[i] = next<Value<View>>(from);
}

// `keeps_input`: the model must leave its inputs as they were.
template <class Model, int inputs, int outputs, bool keeps_input>
void check(Report& report, const char* name, const char* stem, const char* schedule, int vectors) {
  const std::vector<std::uint8_t> bytes = read(report, stem);
  const auto model = std::make_unique<Model>();
  Difference difference;
  const std::uint8_t* from = bytes.data();
  for (int vector = 0; vector < vectors; ++vector) {
    [&]<int... i>(std::integer_sequence<int, i...>) {
      const std::uint8_t* again = from;
      (fill(model->template input<i>(), from), ...);
      model->run();
      if (keeps_input) (difference.compare("input", i, vector, model->template input<i>(), again), ...);
    }(std::make_integer_sequence<int, inputs>{});
    compare_outputs<outputs>(*model, vector, difference, from);
  }
  say(report, name, schedule, vectors, difference);
}

// A model that is fed row by row: outputs are ready with the last row and not before.
template <class Model, int outputs>
void check_fed(Report& report, const char* name, const char* stem, const char* schedule, int vectors, int rows) {
  using Element = typename Model::template Input<0>::dtype;
  const std::vector<std::uint8_t> bytes = read(report, stem);
  const auto model = std::make_unique<Model>();
  Difference difference;
  const std::uint8_t* from = bytes.data();
  for (int vector = 0; vector < vectors; ++vector) {
    for (int row = 0; row < rows; ++row) {
      const bool ready = model->push_row(reinterpret_cast<const Element*>(from));
      if (ready != (row + 1 == rows) && difference.count++ == 0) {
        difference = {"push_row", row, vector, 1, 0, row + 1 == rows, ready};
      }
      from += Model::template Input<0>::size / rows * sizeof(Element);
    }
    compare_outputs<outputs>(*model, vector, difference, from);
  }
  say(report, name, schedule, vectors, difference);
}

}  // namespace differential
