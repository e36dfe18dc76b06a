// SPDX-License-Identifier: BSL-1.0
// Flash as a treemap; boards, tensors and weights.

/** Places areas, the largest first, in rows whose pieces are as square as they come: Bruls, Huizing, van Wijk,
 * "Squarified treemaps", 2000. Returns [item, x, y, width, height]. */
function squarify(items, x, y, width, height) {
  const placed = [];
  const sum = (some) => some.reduce((all, item) => all + item.size, 0);
  let rest = items.filter((item) => item.size > 0).sort((a, b) => b.size - a.size);
  while (rest.length) {
    const side = Math.min(width, height), scale = width * height / sum(rest);
    const worst = (row) => {
      const area = sum(row) * scale;
      return Math.max(...row.map((item) => {
        const aspect = side * side * item.size * scale / area ** 2;
        return Math.max(aspect, 1 / aspect);
      }));
    };
    let count = 1;
    while (count < rest.length && worst(rest.slice(0, count + 1)) <= worst(rest.slice(0, count))) ++count;
    const row = rest.slice(0, count), depth = sum(row) * scale / side;
    let along = 0;
    for (const item of row) {
      const length = item.size * scale / depth;
      placed.push(width >= height ? [item, x, y + along, depth, length] : [item, x + along, y, length, depth]);
      along += length;
    }
    if (width >= height) x += depth, width -= depth;
    else y += depth, height -= depth;
    rest = rest.slice(count);
  }
  return placed;
}

function flashMap() {
  if (!data.plan) return;
  const width = 1120, height = 300;
  const items = data.layers.map((layer) =>
    ({ name: `${layer.number} ${layer.kind}`, size: layer.flash_bytes, fill: colour(layer.kind) }));
  items.push({ name: "tables of the plan", size: data.plan.table_bytes, fill: "var(--tables)" });
  byId("flash-lead").textContent = `${bytes(data.plan.flash_bytes)}: what each layer keeps there of weights, biases, ` +
    `multipliers and tables, packed for its kernel, and the ${bytes(data.plan.table_bytes)} that run the plan.`;
  const list = items.filter((item) => item.size).map((item) => `${item.name} ${bytes(item.size)}`).join(", ");
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", style: "display:block;width:100%",
    "aria-label": `Flash: ${list}` });
  for (const [item, x, y, w, h] of squarify(items, 0, 0, width, height)) {
    const share = (100 * item.size / data.plan.flash_bytes).toFixed(1);
    svg.append(make("g", {}, make("title", {}, `${item.name}: ${bytes(item.size)}, ${share} %`),
      box(x + 1, y + 1, w - 2, h - 2, { rx: 3, fill: item.fill, "fill-opacity": 0.88 }),
      h > 20 && w > 30 ? text(x + 9, y + 18, { class: "label on", "font-weight": 600 },
        w > 7.2 * item.name.length + 14 ? item.name : item.name.split(" ")[0]) : null,
      w > 74 && h > 38 ? text(x + 9, y + 33, { class: "label on" }, bytes(item.size)) : null));
  }
  byId("flash-map").append(svg);
}

function fits(board, schedule, memory) {
  const ram = board.cost && board.cost.ram_bytes[schedule];
  return Boolean(ram) && ram[memory] <= board.ram_bytes && board.cost.flash_bytes <= board.flash_bytes;
}

function boardRow(board, schedule, memory) {
  const ram = board.cost && board.cost.ram_bytes[schedule];
  const cell = (needed, there) => [make("td", {}, make("span", { class: "bar" },
    make("b", { class: needed > there ? "over" : "", style: `width:${Math.min(100, 100 * needed / there)}%` }))),
  make("td", { class: "number" }, needed <= there ? make("span", {}, `${grouped(there - needed)} left`)
    : make("span", {}, `${grouped(needed - there)} missing`))];
  const good = fits(board, schedule, memory);
  return make("tr", { class: good ? "" : "no" },
    make("th", { scope: "row", class: "board" }, make("span", { style: "color:var(--ink)" }, board.title),
      make("small", {}, `${board.core}, ${board.clock_hz / 1e6} MHz`)),
    make("td", { class: "verdict" }, good ? "\u2713 fits" : ram ? "\u2717 too large" : "\u2013"),
    ...(ram ? [cell(ram[memory], board.ram_bytes), cell(board.cost.flash_bytes, board.flash_bytes)].flat()
      : [1, 2, 3, 4].map(() => make("td"))));
}

function boardTable() {
  const body = make("tbody");
  byId("board-table").append(tableHead(["board", "", "RAM", "bytes:", "flash", "bytes:"]), body);
  const chosen = { schedule: "min_ram", memory: "kept" };
  const draw = () =>
    body.replaceChildren(...data.boards.map((board) => boardRow(board, chosen.schedule, chosen.memory)));
  const choose = (what) => (name) => {
    chosen[what] = name;
    draw();
  };
  const schedules = data.plan ? Object.keys(data.plan.ram_bytes) : ["min_ram"];
  byId("board-controls").append(
    choice("Schedule", "board-schedule", schedules.map((name) => [name, name]), choose("schedule")),
    choice("The input's memory", "board-memory", [["kept", "input kept"], ["reused", "input reused"]],
      choose("memory")));
  draw();
}

/** Where a number of a tensor may lie. */
function range(tensor) {
  const limits = { int8: [-128, 127], uint8: [0, 255], int16: [-32768, 32767] }[tensor.dtype];
  return limits.map((q) => tensor.scale * (q - tensor.zero_point));
}

function tensorTable() {
  const made = new Map(data.layers.map((layer) => [layer.output, `${layer.number} ${title(layer)}`]));
  data.inputs.forEach((edge, i) => made.set(edge.tensor, `input ${inputName(i)}`));
  const body = make("tbody");
  data.tensors.forEach((tensor, i) => {
    if (!made.has(i)) return;
    const real = tensor.scale > 0 ? range(tensor) : null;
    const zero = real && 100 * Math.max(0, Math.min(1, -real[0] / (real[1] - real[0])));
    body.append(make("tr", {},
      make("th", { scope: "row" }, make("span", { style: "color:var(--ink)" }, made.get(i)),
        make("span", { class: "word", title: tensor.name }, tensor.name)),
      make("td", { class: "shape" }, shape(tensor.shape)), make("td", {}, tensor.dtype),
      make("td", { class: "number" }, real ? short(tensor.scale) : "\u2013"),
      make("td", { class: "number" }, real ? signed(tensor.zero_point) : "\u2013"),
      make("td", { class: "number" }, real ? signed(real[0]) : ""),
      make("td", {}, real ? make("span", { class: "range" }, make("b", { style: `left:${zero}%` })) : null),
      make("td", {}, real ? signed(real[1]) : "")));
  });
  byId("tensor-table").append(
    tableHead(["tensor", "shape", "type", "scale:", "zero point:", "least:", "range", "most"]), body);
}

function histograms() {
  if (!data.weights.length) byId("histograms").append(make("p", { class: "lead" }, "No layer has weights."));
  for (const weights of data.weights) {
    const layer = data.layers[weights.layer], most = Math.max(...weights.counts), n = weights.counts.length;
    const svg = make("svg", { viewBox: `0 0 ${n * 4} 60`, preserveAspectRatio: "none", role: "img",
      "aria-label": `Weights of layer ${layer.number}, from ${short(weights.least)} to ${short(weights.most)}` });
    weights.counts.forEach((count, i) => {
      const height = Math.max(1, 59 * count / most);
      if (count) svg.append(box(i * 4 + 0.4, 60 - height, 3.2, height, { fill: colour(layer.kind) },
        make("title", {}, grouped(count))));
    });
    const scales = weights.scales, least = Math.min(...scales), top = Math.max(...scales);
    const said = scales.length === 0 ? "" : scales.length === 1 ? `scale ${short(least)}`
      : `${scales.length} scales, ${short(least)} \u2026 ${short(top)}`;
    byId("histograms").append(make("figure", {}, make("figcaption", {}, make("b", {}, `${layer.number} ${layer.kind}`),
      make("span", {}, `${shape(weights.shape)} ${weights.dtype}, ${bytes(weights.bytes)}`),
      make("span", {}, said || "\u00a0")),
    svg, make("div", { class: "ends", "aria-hidden": "true" },
      make("span", {}, signed(weights.least)), make("span", {}, signed(weights.most)))));
  }
}

header();
layerTable();
memoryOverTime();
flashMap();
boardTable();
tensorTable();
histograms();
