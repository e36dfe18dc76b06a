// SPDX-License-Identifier: BSL-1.0
// Projects around a model's header, ready to build: {"file's name": its text}.

/** What a program says of its model: the type, with the policies that are not the default ones. */
function modelType(known, { schedule, memory }) {
  const policies = [];
  if (schedule !== "min_ram") policies.push(`tinytmpl::Schedule::${schedule}`);
  if (memory !== "kept") policies.push(`tinytmpl::InputMemory::${memory}`);
  return policies.length ? `${known.nameSpace}::ModelWith<${policies.join(", ")}>` : `${known.nameSpace}::Model`;
}

const edgeNote = (edge) => `${edge.dtype}, ${edge.shape.join(" x ")}`;

/** Lines of C++ that fill the inputs and run the model. */
function inference(known, { schedule }, indent) {
  const lines = [];
  if (schedule === "fed") {
    lines.push(`// ${edgeNote(known.inputs[0])}: a row at a time, as a camera or a microphone gives them.`,
      `static decltype(model)::Input<0>::value_type row[decltype(model)::row_size] = {};  // your data`,
      `while (!model.push_row(row)) {`, `}`);
  } else {
    known.inputs.forEach((edge, k) => lines.push(
      `auto input_${k} = model.input<${k}>();  // ${edgeNote(edge)}`,
      `for (int i = 0; i < input_${k}.size(); ++i) input_${k}[i] = {};  // your data`));
    lines.push("model.run();");
  }
  return lines.map((line) => indent + line).join("\n");
}

function cmakeProject(known, choice, header, library) {
  const name = known.nameSpace.replaceAll("::", "_");
  const outputs = known.outputs.map((edge, k) => `  const auto output_${k} = model.output<${k}>();  // ${edgeNote(edge)}
  for (int i = 0; i < output_${k}.size(); ++i) std::printf("output ${k}, %d: %g\\n", i, static_cast<double>(output_${k}[i]));
`).join("");
  return {
    [`${name}/CMakeLists.txt`]: `cmake_minimum_required(VERSION 3.20)
project(${name} LANGUAGES CXX)
add_executable(${name} main.cpp)
target_compile_features(${name} PRIVATE cxx_std_20)
target_include_directories(${name} PRIVATE include)
`,
    [`${name}/main.cpp`]: `#include <cstdio>

#include "${name}.hpp"

static ${modelType(known, choice)} model;  // sizeof(model) is all its RAM, but for the stack

int main() {
${inference(known, choice, "  ")}
${outputs}}
`,
    [`${name}/include/${name}.hpp`]: header,
    [`${name}/include/tinytmpl/tinytmpl.hpp`]: library,
    [`${name}/README.md`]: `# ${name}

\`\`\`sh
cmake -S . -B build && cmake --build build && build/${name}
\`\`\`

The model is \`include/${name}.hpp\`; \`include/tinytmpl/tinytmpl.hpp\` is the library, which needs C++20 and nothing else. For a
microcontroller give CMake its toolchain file, or take the two headers into a project of your own.
`,
  };
}

function arduinoLibrary(known, choice, header, library, version) {
  const name = known.nameSpace.replaceAll("::", "_"), folder = `${name}_model`;
  const outputs = known.outputs.map((edge, k) => `  const auto output_${k} = model.output<${k}>();  // ${edgeNote(edge)}
  for (int i = 0; i < output_${k}.size(); ++i) {
    Serial.print(static_cast<double>(output_${k}[i]));
    Serial.print(i + 1 < output_${k}.size() ? ' ' : '\\n');
  }
`).join("");
  return {
    [`${folder}/library.properties`]: `name=${folder}
version=${version}
author=tinytmpl
maintainer=tinytmpl
sentence=The model ${name}, and what runs it.
paragraph=A neural network as a C++ type. Needs a core whose compiler knows C++20.
category=Data Processing
url=https://github.com/tinytmpl/tinytmpl
architectures=*
includes=${name}.hpp
`,
    [`${folder}/src/${name}.hpp`]: header,
    [`${folder}/src/tinytmpl/tinytmpl.hpp`]: library,
    [`${folder}/examples/${name}_sketch/${name}_sketch.ino`]: `#include <${name}.hpp>

static ${modelType(known, choice)} model;  // sizeof(model) is all its RAM, but for the stack

void setup() {
  Serial.begin(115200);
}

void loop() {
${inference(known, choice, "  ")}
${outputs}  delay(1000);
}
`,
  };
}
