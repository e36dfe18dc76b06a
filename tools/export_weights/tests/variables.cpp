// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>

#include <functional>

#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

/// A model of [1, 2, 1, 3] steps, with one variable.
struct Stream {
  SmallModel m{};
  int x = steps(2), variable = resource();

  int steps(int count) { return m.tensor({.shape = {1, count, 1, 3}, .zero_points = {-5}}); }
  int resource() { return m.tensor({{}, {}, {}, Dtype::resource}); }
  void handle(int to, const char* name = "stream") {
    m.op("VAR_HANDLE", {}, {to}, schema::CreateVarHandleOptionsDirect(m.builder, "", name));
  }
  int read(int count) {
    const int out = steps(count);
    m.op("READ_VARIABLE", {variable}, {out});
    return out;
  }
  void assign(int value) { m.op("ASSIGN_VARIABLE", {variable, value}, {}); }
  int join(const std::vector<int>& parts, int count) {
    const int out = steps(count);
    m.op("CONCATENATION", parts, {out}, schema::CreateConcatenationOptions(m.builder, 1));
    return out;
  }
  int cut(int from, int begin, int count) {
    const int out = steps(count);
    m.op("SLICE", {from, m.int32s({0, begin, 0, 0}), m.int32s({1, count, 1, 3})}, {out});
    return out;
  }
  int relu(int from, int count) {
    const int out = steps(count);
    m.op("RELU", {from}, {out});
    return out;
  }
  /// The variable begins with `count` steps of these bytes.
  std::vector<std::uint8_t> done(int output, int count = 0, std::uint8_t byte = 0) {
    m.subgraph({x}, {output});
    if (count == 0) return m.done();
    const std::vector<std::uint8_t> data(3 * static_cast<std::size_t>(count), byte);
    const int to = resource(), constant = m.tensor({.shape = {1, count, 1, 3}, .zero_points = {-5}, .data = data});
    handle(to);
    m.op("ASSIGN_VARIABLE", {to, constant}, {});
    return m.done({}, {});
  }
};

constexpr std::uint8_t zero_point = 0xFB;  // -5

/// The last four steps, in `form`, with what the variable begins with.
std::vector<std::uint8_t> stream(int form, int initial_steps = 0, std::uint8_t byte = 0) {
  Stream s;
  if (initial_steps > 0) s.m.op("CALL_ONCE", {}, {}, schema::CreateCallOnceOptions(s.m.builder, 1));
  s.handle(s.variable);
  const int held = form == 0 ? 4 : form == 1 ? 6 : 2;
  int before = s.read(held);
  if (form == 1) before = s.cut(before, 2, 4);
  const int joined = s.join({before, s.x}, held == 2 ? 4 : 6);
  s.assign(form == 0 ? s.cut(joined, 2, 4) : form == 1 ? joined : s.x);
  return s.done(s.relu(joined, held == 2 ? 4 : 6), initial_steps, byte);
}

}  // namespace

TEST_CASE("A variable that keeps the last steps of a stream is a History") {
  CHECK(words_of(stream(0)) == Words{"History<4>", "ReLU"});
  CHECK(words_of(stream(1)) == Words{"History<4>", "ReLU"});
  CHECK(words_of(stream(2)) == Words{"History<2>", "ReLU"});
  CHECK(words_of(stream(0, 4, zero_point)) == Words{"History<4>", "ReLU"});
}

TEST_CASE("A variable that begins with something else than zero points is refused") {
  CHECK_THAT(refusal(stream(0, 4, 7)), Contains("variable \"stream\"") && Contains("begins with"));
}

TEST_CASE("What is read behind an assignment is what was assigned") {
  Stream s;
  s.handle(s.variable);
  s.assign(s.x);
  CHECK(words_of(s.done(s.relu(s.read(2), 2))) == Words{"ReLU"});
}

TEST_CASE("A variable that is only assigned is not kept") {
  Stream s;
  s.handle(s.variable);
  s.assign(s.x);
  CHECK(words_of(s.done(s.relu(s.x, 2))) == Words{"ReLU"});
}

TEST_CASE("A variable that is only read is the constant that it begins with") {
  Stream s;
  s.m.op("CALL_ONCE", {}, {}, schema::CreateCallOnceOptions(s.m.builder, 1));
  s.handle(s.variable);
  const int before = s.read(2), sum = s.steps(2);
  s.m.op("ADD", {s.x, before}, {sum});
  CHECK(words_of(s.done(sum, 2, 9)) == Words{"WithConstant<Add, Shape<2, 1, 3>>"});
}

TEST_CASE("A History joins all that is new, whatever it is made of") {
  Stream s;
  s.handle(s.variable);
  const int joined = s.join({s.read(1), s.x, s.x}, 5);
  s.assign(s.cut(joined, 4, 1));
  CHECK(words_of(s.done(joined)) == Words{"Concat<Axis::height>", "History<1>"});
}

TEST_CASE("Other variables are refused") {
  const auto refused = [](const std::function<int(Stream&)>& rest) {
    Stream s;
    s.handle(s.variable);
    return refusal(s.done(rest(s)));
  };
  const auto something_else = Contains("variable \"stream\" is assigned something else than the last steps");
  CHECK_THAT(refused([](Stream& s) {  // a recurrence
               const int sum = s.steps(2);
               s.m.op("ADD", {s.read(2), s.x}, {sum});
               s.assign(sum);
               return sum;
             }),
             something_else);
  CHECK_THAT(refused([](Stream& s) {  // the first steps
               const int joined = s.join({s.read(4), s.x}, 6);
               s.assign(s.cut(joined, 1, 4));
               return joined;
             }),
             something_else);
  CHECK_THAT(refused([](Stream& s) {  // the newest step first
               const int joined = s.join({s.x, s.read(4)}, 6);
               s.assign(s.cut(joined, 0, 4));
               return joined;
             }),
             something_else);
  CHECK_THAT(refused([](Stream& s) {  // which somebody else reads, too
               const int before = s.read(4), joined = s.join({before, s.x}, 6);
               s.assign(s.cut(joined, 2, 4));
               return s.join({joined, before}, 10);
             }),
             something_else);
  CHECK_THAT(refused([](Stream& s) { return s.relu(s.read(2), 2); }), Contains("never assigned a value"));
  CHECK_THAT(refused([](Stream& s) {
               s.assign(s.x);
               return s.read(4);
             }),
             Contains("as another shape, type or quantization before"));
}

TEST_CASE("Variables of damaged files are refused") {
  Stream nameless;
  CHECK_THAT(refusal(nameless.done(nameless.relu(nameless.read(2), 2))), Contains("before anything writes it"));
  Stream once;
  once.m.op("CALL_ONCE", {}, {}, schema::CreateCallOnceOptions(once.m.builder, 7));
  CHECK_THAT(refusal(once.done(once.relu(once.x, 2))), Contains("calls subgraph 7, but the file has 1"));
  Stream no_variable;
  no_variable.m.op("READ_VARIABLE", {no_variable.x}, {no_variable.variable});
  CHECK_THAT(refusal(no_variable.done(no_variable.relu(no_variable.x, 2))), Contains("says which variable it means"));
  Stream computed;
  computed.m.op("CALL_ONCE", {}, {}, schema::CreateCallOnceOptions(computed.m.builder, 1));
  computed.m.subgraph({computed.x}, {computed.relu(computed.x, 2)});
  const int a = computed.steps(1), b = computed.steps(1);
  computed.m.op("RELU", {a}, {b});
  CHECK_THAT(refusal(computed.m.done({a}, {b})), Contains("computed once"));
}
