// SPDX-License-Identifier: BSL-1.0
// A user's own names, of the kind that everybody uses: none of them is the library's, whose namespace is used here.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "digits.hpp"

using namespace tinytmpl;

struct Array {};
struct Band {};
struct Call {};
struct Check {};
struct Edge {};
struct Entry {};
struct Fault {};
struct Geometry {};
struct Iterator {};
struct Layer {};
struct Layout {};
struct Limits {};
struct List {};
struct Memory {};
struct Network {};
struct Node {};
struct Numbers {};
struct Offsets {};
struct Operand {};
struct Padding {};
struct Place {};
struct Plan {};
struct Policy {};
struct Position {};
struct Program {};
struct Progress {};
struct Range {};
struct Ring {};
struct Rule {};
struct Runner {};
struct Scope {};
struct Step {};
struct Tensor {};
struct Window {};
struct Word {};

namespace detail {
inline constexpr int answer = 42;
}

using All = std::tuple<Array, Band, Call, Check, Edge, Entry, Fault, Geometry, Iterator, Layer, Layout, Limits, List,
                       Memory, Network, Node, Numbers, Offsets, Operand, Padding, Place, Plan, Policy, Position,
                       Program, Progress, Range, Ring, Rule, Runner, Scope, Step, Tensor, Window, Word>;

template <class T>
T apply(T x) {
  return x;
}
int append(int x) { return x; }
int bounded(int x) { return x; }
int concat(int x) { return x; }
int copy(int x) { return x; }
int describe(int x) { return x; }
int execute(int x) { return x; }
int first(int x) { return x; }
int load(int x) { return x; }
int maximum(int x) { return x; }
int mean(int x) { return x; }
int minimum(int x) { return x; }
int move(int x) { return x; }
int multiply(int x) { return x; }
int narrow(int x) { return x; }
int optimize(int x) { return x; }
int pad(int x) { return x; }
int part(int x) { return x; }
int pool(int x) { return x; }
int real(int x) { return x; }
int select(int x) { return x; }
int sigmoid(int x) { return x; }
int smaller(int x) { return x; }
int split(int x) { return x; }
int swap(int x) { return x; }
int trim(int x) { return x; }
int walk(int x) { return x; }
int whole(int x) { return x; }

static digits::Model model;

int main() {
  const All all{};
  static_cast<void>(all);
  int sum = detail::answer + static_cast<int>(round(0.5) + tanh(0.0));
  for (int (*function)(int) : {append, bounded, concat,  copy,     describe, execute,  first, load, maximum,
                               mean,   minimum, move,    multiply, narrow,   optimize, pad,   part, pool,
                               real,   select,  sigmoid, smaller,  split,    swap,     trim,  walk, whole})
    sum += apply(function)(1);
  return sum + append(bounded(concat(copy(describe(1))))) + execute(first(load(maximum(mean(1))))) +
         minimum(move(multiply(narrow(optimize(1))))) + pad(part(pool(real(select(1))))) +
         sigmoid(smaller(split(swap(trim(1))))) + walk(whole(1)) + model.run().argmax();
}
