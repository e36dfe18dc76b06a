// SPDX-License-Identifier: BSL-1.0
// The table of layers, with the graph in its first column: each tensor that is still read has a lane.
const lane_width = 16, row_height = 50;
const lane_x = (lane) => 12 + lane * lane_width;

/** For each row of the table, inputs first: its lane, the lanes that it reads, and those that go by. */
function lanes() {
  const last = new Map();  // the row that reads a tensor last
  data.layers.forEach((layer, i) => layer.inputs.forEach((tensor) => last.set(tensor, i + data.inputs.length)));
  for (const edge of data.outputs) last.set(edge.tensor, Infinity);
  const taken = [];  // by lane: the tensor
  const rows = [];
  const add = (row, inputs, output) => {
    const read = [...new Set(inputs)].map((tensor) => [taken.indexOf(tensor), tensor]).filter(([lane]) => lane >= 0);
    for (const [lane, tensor] of read) if (last.get(tensor) === row) taken[lane] = undefined;
    const by = taken.flatMap((tensor, lane) => (tensor === undefined ? [] : [lane]));
    const free = read.map(([lane]) => lane).filter((lane) => taken[lane] === undefined);
    let lane = free.length ? Math.min(...free) : taken.findIndex((tensor) => tensor === undefined);
    if (lane < 0) lane = taken.length;
    const goes_on = last.has(output) && last.get(output) > row;
    if (goes_on) taken[lane] = output;
    rows.push({ lane, read: read.map(([from]) => from), by, goes_on, is_output: last.get(output) === Infinity });
  };
  data.inputs.forEach((edge, i) => add(i, [], edge.tensor));
  data.layers.forEach((layer, i) => add(i + data.inputs.length, layer.inputs, layer.output));
  return rows;
}

const canvas = (width, height) =>
  make("svg", { width, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });

function drawGraph(row, width, kind) {
  const middle = row_height / 2, x = lane_x(row.lane);
  const svg = canvas(width, row_height);
  const line = (d) => svg.append(make("path", { d, class: "edge" }));
  for (const lane of row.by) line(`M${lane_x(lane)} 0V${row_height}`);
  for (const lane of row.read)
    line(lane === row.lane ? `M${x} 0V${middle}`
      : `M${lane_x(lane)} 0C${lane_x(lane)} ${middle * 0.7} ${x} ${middle * 0.3} ${x} ${middle}`);
  if (row.goes_on) line(`M${x} ${middle}V${row_height}`);
  const dot = (r, fill, stroke, width) =>
    svg.append(make("circle", { cx: x, cy: middle, r, fill, stroke, "stroke-width": width }));
  dot(5.5, colour(kind), "var(--card)", 2);
  if (row.is_output) dot(8, "none", colour(kind), 1.5);
  return svg;
}

/** The lanes that go on below a row, beside its details. */
function drawBelow(row, width) {
  const svg = canvas(width, 10);
  for (const lane of row.goes_on ? [...new Set([...row.by, row.lane])] : row.by)
    svg.append(make("path", { d: `M${lane_x(lane)} 0V10`, class: "edge" }));
  return svg;
}

function amount(number, most, kind) {
  if (number === undefined || number === null) return null;
  if (number === 0) return make("span", { class: "soft" }, "0");
  return make("span", { class: "amount" }, grouped(number),
    make("i", {}, make("b", { style: `width:${Math.max(1, 100 * number / most)}%;--colour:${colour(kind)}` })));
}

function details(layer, row, width) {
  const reasons = layer.refusals.map(({ kernel, reason }) =>
    make("li", {}, make("b", {}, kernel), `: ${reason}`));
  return make("tr", { class: "details", hidden: true, id: `why-${layer.number}` },
    make("td", { class: "graph" }, drawBelow(row, width)), make("td"),
    make("td", { colspan: 6 },
      make("ul", { "aria-label": `Kernels that do not take layer ${layer.number}` }, reasons)));
}

function layerRow(layer, row, width, most) {
  const type = data.tensors[layer.output].dtype;
  const hasWhy = layer.refusals && layer.refusals.length > 0;
  const why = hasWhy ? make("button", { class: "why", type: "button", "aria-expanded": "false",
    "aria-controls": `why-${layer.number}` }, "why no better one") : null;
  const kernel = data.plan ? layer.kernel || make("span", { class: "soft" }, "joined its neighbour") : null;
  const rows = [make("tr", {},
    make("td", { class: "graph" }, drawGraph(row, width, layer.kind)),
    make("td", { class: "number soft" }, String(layer.number)),
    make("th", { scope: "row" },
      make("span", { class: "kind", style: `color:${colour(layer.kind)}` }, title(layer)),
      make("span", { class: "word code", title: layer.word }, layer.word)),
    make("td", { class: "shape" }, shape(layer.shape), make("span", { class: "soft" }, ` ${type}`)),
    make("td", { class: "number" }, amount(layer.macs, most.macs, layer.kind)),
    make("td", { class: "number" }, amount(layer.flash_bytes, most.flash, layer.kind)),
    make("td", { class: "number" }, amount(layer.ram_bytes, most.ram, layer.kind)),
    make("td", { class: "kernel" }, kernel, why ? [" ", why] : null))];
  if (!hasWhy) return rows;
  const more = details(layer, row, width);
  why.addEventListener("click", () => {
    more.hidden = !more.hidden;
    why.setAttribute("aria-expanded", String(!more.hidden));
  });
  return [...rows, more];
}

function layerTable() {
  const rows = lanes();
  const width = lane_x(Math.max(...rows.map((row) => Math.max(row.lane, ...row.by, 0)))) + 12;
  const most = {
    macs: Math.max(1, ...data.layers.map((layer) => layer.macs)),
    flash: Math.max(1, ...data.layers.map((layer) => layer.flash_bytes || 0)),
    ram: Math.max(1, ...data.layers.map((layer) => layer.ram_bytes || 0)),
  };
  const head = tableHead([":", "layer", "output", "multiplications:", "flash, bytes:", "RAM, bytes:", "kernel"],
    make("th", { class: "graph", scope: "col" }, make("span", { class: "skip" }, "graph")));
  const body = make("tbody");
  data.inputs.forEach((edge, i) => body.append(make("tr", {},
    make("td", { class: "graph" }, drawGraph(rows[i], width, "")), make("td"),
    make("th", { scope: "row" }, make("span", { class: "kind" }, inputName(i)),
      make("span", { class: "word" }, "input")),
    make("td", { class: "shape" }, shape(edge.shape), make("span", { class: "soft" }, ` ${edge.dtype}`)),
    ...[1, 2, 3, 4].map(() => make("td")))));
  data.layers.forEach((layer, i) => body.append(...layerRow(layer, rows[i + data.inputs.length], width, most)));
  byId("layer-table").append(head, body);
  const there = new Set(data.layers.map((layer) => family(layer.kind)));
  byId("legend").append(...families.filter(([name]) => there.has(name)).map(([name, text]) =>
    make("span", { style: `--colour:var(--${name})` }, text)));
}
