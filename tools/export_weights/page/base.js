// SPDX-License-Identifier: BSL-1.0
// The data, and how the page is made of elements, numbers and colours.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

/** An element with attributes and children: strings, elements, lists; what is null is left out. */
function make(name, attributes = {}, ...children) {
  const svg = /^(svg|g|path|rect|line|circle|text|title|desc|defs|pattern)$/.test(name);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined));
  return element;
}

const grouped = (number) => number.toLocaleString("en-US");
const bytes = (number) => `${grouped(number)} B`;
const short = (number) => (number === null ? "not finite" : Number(number.toPrecision(4)).toString());
const signed = (number) => short(number).replace("-", "\u2212");

/** 34,013 as "33.2 KiB": for figures that are read, not compared. */
function large(number, unit, step) {
  const names = ["", "K", "M", "G"];
  let power = 0;
  while (number >= step && power < 3) number /= step, ++power;
  const text = power === 0 ? grouped(number) : number >= 100 ? number.toFixed(0) : number.toPrecision(3);
  return [text, names[power] + (power && step === 1024 ? "i" : "") + unit];
}

/** Families of layers, each with a colour: its name in style.css, and in which words it is. */
const families = [
  ["convolution", "convolution", /^(Conv|ConvTranspose)/],
  ["depthwise", "depthwise convolution", /^Depthwise/],
  ["dense", "dense, matrices", /^(Dense|MatMul)/],
  ["pooling", "pooling, resizing", /^(MaxPool|AveragePool|Global|Mean|Reduce|Resize)/],
  ["state", "kept from one inference to the next", /^(Delay|History|LSTM|SVDF)/],
  ["movement", "moved, reshaped, joined",
    /^(Flatten|Reshape|Concat|Pad|Slice|Transpose|AsStrided|Quantize|Dequantize|move)/],
  ["arithmetic", "arithmetic, functions", /./],
];
const family = (kind) => families.find(([, , words]) => words.test(kind))[0];
const colour = (kind) => `var(--${kind === "" ? "input" : family(kind)})`;

const title = (layer) => layer.kind + (layer.activation ? `, ${layer.activation}` : "");
const shape = (dims) => dims.join(" \u00d7 ");
const inputName = (k) => data.inputs[k].name || `input ${k}`;

/** A rectangle. */
const box = (x, y, width, height, attributes, ...children) =>
  make("rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), ...attributes }, ...children);
/** Text at a point. */
const text = (x, y, attributes, content) => make("text", { x, y, ...attributes }, content);

/** The head of a table, of names; those that end with ":" are of numbers. */
const tableHead = (names, ...first) => make("thead", {}, make("tr", {}, ...first, ...names.map((name) =>
  make("th", { class: name.endsWith(":") ? "number" : null, scope: "col" }, name.replace(":", "")))));

/** Radio buttons that look like one control; calls `changed(value)` at once, too. */
function choice(legend, name, options, changed) {
  const set = make("fieldset", { class: "choice" }, make("legend", { class: "skip" }, legend));
  for (const [i, [value, text]] of options.entries()) {
    const input = make("input", { type: "radio", name, value, checked: i === 0 });
    input.addEventListener("change", () => changed(value));
    set.append(make("label", {}, input, make("span", {}, text)));
  }
  return set;
}

function header() {
  document.title = `${data.name}: tinytmpl report`;
  byId("name").textContent = data.name;
  const machine = data.target === "portable" ? "any machine" : data.target;
  byId("version").textContent = `${data.tinytmpl} \u00b7 kernels of ${machine}`;
  const list = (edges, what) => edges.map((edge, i) => [i ? ", " : `${what} `,
    make("b", {}, edge.name || String(i)), ` ${edge.dtype} ${shape(edge.shape)}`]);
  byId("edges").append(...[list(data.inputs, "in"), " \u2192 ", list(data.outputs, "out")].flat(9));
  const figure = (name, [number, unit], more) =>
    byId("figures").append(make("div", {}, make("dt", {}, name), make("dd", {}, `${number} `, make("small", {}, unit)),
      more ? make("small", { class: "soft" }, more) : null));
  if (data.plan) {
    const { min_ram, layerwise } = data.plan.ram_bytes;
    figure("RAM", large(min_ram.kept, "B", 1024), `layerwise ${large(layerwise.kept, "B", 1024).join(" ")}`);
    figure("Flash", large(data.plan.flash_bytes, "B", 1024), "without code");
  }
  figure("Multiplications", large(data.macs, "", 1000), "an inference");
  figure("Layers", [grouped(data.layers.length), ""], `${large(data.weight_bytes, "B", 1024).join(" ")} of weights`);
  const fitting = data.boards.filter((board) => fits(board, "min_ram", "kept")).length;
  figure("Boards", [`${fitting}`, `of ${data.boards.length}`], "that it fits");
  byId("golden").hidden = !data.golden;
  byId("golden").textContent = data.golden;
  const saved = data.savings;
  if (saved.channels) {
    byId("savings").hidden = false;
    const channels = `${grouped(saved.channels)} channel${saved.channels > 1 ? "s" : ""}`;
    byId("savings").textContent = `Without ${channels} on which no output depends: ` +
      `${grouped(saved.macs_before)} multiplications became ${grouped(data.macs)}, and ` +
      `${grouped(saved.weight_bytes_before)} bytes of weights ${grouped(data.weight_bytes)}.`;
  }
}
