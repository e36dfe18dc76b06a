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
      `static decltype(model)::Input<0>::dtype row[decltype(model)::row_size] = {};  // your data`,
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

/** `@NAME@` and the like replaced, in the names of files, too. */
function filled(templates, values) {
  const fill = (text) => text.replace(/@([A-Z]+)@/g, (_, name) => values[name]);
  return Object.fromEntries(Object.entries(templates).map(([path, text]) => [fill(path), fill(text)]));
}

/** A sketch that blinks what the network decides: packaging/arduino/project, as `tinytmpl export --arduino` writes it. */
function arduinoSketch(known, choice, header, library, templates) {
  if (choice.schedule === "fed") throw new Error("a sketch gives a whole input at once: choose another schedule than fed");
  const name = known.nameSpace.replaceAll("::", "_"), folder = `${name}_sketch`;
  const inputs = known.inputs.map((edge, k) => `  // input ${k}: ${edgeNote(edge)}
  for (int i = 0; i < model.input<${k}>().size(); ++i) model.input<${k}>()[i] = model.input<${k}>().quantize(sensor(${k}, i));`);
  const size = known.outputs[0].shape.reduce((product, extent) => product * extent, 1);
  const files = filled(templates, {
    FOLDER: folder, NAME: name, NAMESPACE: known.nameSpace, LIBRARY: '"src/tinytmpl.hpp"', INPUTS: inputs.join("\n"),
    MEANING: size > 1 ? "The decision is the place of the largest element of its first output."
      : "The decision is 1 if its output is more than a half, else 0.",
    OUTPUT: size > 1 ? "  return model.output<0>().argmax();" : "  return model.output<0>().dequantize(0) > 0.5f ? 1 : 0;",
  });
  files["decision.hpp"] = files["decision.hpp"].replace(`::${known.nameSpace}::Model model`,
    `::${modelType(known, choice)} model`);
  const all = { ...files, [`${name}.hpp`]: header, "src/tinytmpl.hpp": library };
  return Object.fromEntries(Object.entries(all).map(([path, text]) => [`${folder}/${path}`, text]));
}
