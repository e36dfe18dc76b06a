// SPDX-License-Identifier: BSL-1.0
// The arena over time, and what lies in it at a moment.
const map_width = 880, map_height = 360, map_left = 62, map_bottom = 22;

const blockName = (memory, block) => (block.layer >= 0 ? `${block.layer + 1} ${block.kind}`
  : block.is_state ? "state" : inputName(memory.blocks.filter((one) => one.layer < 0 && !one.is_state).indexOf(block)));
const blockKind = (block) => (block.is_state ? "History" : block.layer < 0 ? "" : data.layers[block.layer].kind);
const end = (memory) => memory.firings.length / 3;
/** Of the arena, and of the states behind it. */
const total = (memory) => Math.max(1, memory.state_bytes
  ? Math.ceil(memory.arena_bytes / 4) * 4 + memory.state_bytes : memory.arena_bytes);

/** Rows of a block that are read after a moment, or computed in it: [slot, row]. A state is there always. */
function alive(block, moment) {
  if (block.is_state) return Array.from({ length: block.slots }, (_, row) => [row, row]);
  const rows = [];
  for (let i = 0; i < block.cells.length; i += 3)
    if (block.cells[i + 1] <= moment && moment < block.cells[i + 2]) rows.push([block.cells[i], i / 3]);
  return rows;
}

/** [3, 4, 5, 9] as "3-5, 9". */
function ranges(numbers) {
  const parts = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = parts[parts.length - 1];
    if (last && last[1] + 1 === number) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([a, b]) => (a === b ? `${a}` : `${a}\u2013${b}`)).join(", ");
}

/** A round step, of which some five cover `all`. */
function gridStep(all) {
  const power = 2 ** Math.floor(Math.log2(Math.max(1, all / 5)));
  return all / power > 7 ? 2 * power : power;
}

function hatch() {
  return make("defs", {}, make("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" },
  make("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: "var(--ink)", "stroke-width": 1.4, "stroke-opacity": 0.45 })));
}

/** A rectangle as a part of a path. */
const area = (...corners) => {
  const [left, top, right, bottom] = corners.map((corner) => corner.toFixed(1));
  return `M${left} ${top}H${right}V${bottom}H${left}z`;
};

function drawMap(memory) {
  const steps = Math.max(1, end(memory)), all = total(memory);
  const x = (step) => map_left + (map_width - map_left) * step / steps;
  const y = (address) => 6 + map_height * address / all;
  const svg = make("svg", { viewBox: `0 0 ${map_width + 4} ${map_height + 12 + map_bottom}`, role: "img",
    "aria-label": `The arena of ${bytes(all)} over ${grouped(steps)} moments` }, hatch());
  for (let address = 0, step = gridStep(all); address <= all; address += step) svg.append(
    make("line", { x1: map_left, x2: map_width, y1: y(address), y2: y(address), class: "grid" }),
    text(map_left - 8, y(address) + 4, { "text-anchor": "end", class: "axis" }, grouped(address)));
  for (const block of memory.blocks) {
    const fill = colour(blockKind(block)), bottom = block.offset + block.pitch * block.slots;
    const said = `${bytes(block.pitch * block.slots)}, ${block.slots} of ${block.rows} rows`;
    svg.append(box(x(block.born), y(block.offset), x(block.died) - x(block.born), y(bottom) - y(block.offset),
      { class: "ring", fill, stroke: fill }, make("title", {}, `${blockName(memory, block)}: ${said}`)));
    let d = block.is_state ? area(map_left, y(block.offset), x(steps), y(bottom)) : "";
    for (let i = 0; i < block.cells.length; i += 3) {
      const [slot, born, died] = block.cells.slice(i, i + 3);
      if (died <= born) continue;
      const top = y(block.offset + slot * block.pitch), height = y(block.offset + (slot + 1) * block.pitch) - top;
      const gap = height > 6 && block.slots > 1 ? 1 : 0;
      d += area(x(born), top + gap / 2, x(died), top + height - gap / 2);
    }
    if (d) svg.append(make("path", { d, class: "cells", fill, "pointer-events": "none" }));
  }
  let scratch = "";
  for (let step = 0; step < end(memory); ++step) {
    const block = memory.blocks[memory.firings[3 * step]];
    if (block.scratch_bytes)
      scratch += area(x(step), y(block.scratch_offset), x(step + 1), y(block.scratch_offset + block.scratch_bytes));
  }
  if (scratch) svg.append(make("path", { d: scratch, fill: "url(#hatch)", "pointer-events": "none" }));
  const cursor = make("line", { y1: 2, y2: map_height + 10, class: "cursor" });
  svg.append(text(map_left, map_height + 26, { class: "axis" }, "first row"),
    text(map_width, map_height + 26, { "text-anchor": "end", class: "axis" }, "outputs are ready"), cursor);
  return { svg, moveTo: (step) => ["x1", "x2"].forEach((at) => cursor.setAttribute(at, x(step + 0.5))) };
}

/** Text on its own ground. */
const pill = (x, y, content) => make("g", {},
  box(x, y - 7.5, 6.8 * content.length + 8, 15, { rx: 4, fill: "var(--card)", "fill-opacity": 0.9 }),
  text(x + 5, y + 4, { class: "label" }, content));

/** The arena at a moment, from the lowest byte at the top. */
function drawNow(memory, moment) {
  const width = 240, all = total(memory), y = (address) => 6 + map_height * address / all;
  const svg = make("svg", { viewBox: `0 0 ${width} ${map_height + 12}`, "aria-hidden": "true" },
    box(1, 6, width - 2, map_height, { fill: "none", class: "grid" }));
  const firing = memory.blocks[memory.firings[3 * moment]], labels = [];
  for (const block of memory.blocks) {
    if (moment < block.born || moment >= block.died) continue;
    const fill = colour(blockKind(block)), bottom = block.offset + block.pitch * block.slots;
    svg.append(box(1, y(block.offset), width - 2, y(bottom) - y(block.offset), { class: "ring", fill, stroke: fill }));
    for (const [slot] of alive(block, moment))
      svg.append(box(1, y(block.offset + slot * block.pitch) + 0.5, width - 2, Math.max(1, y(block.pitch) - y(0) - 1),
        { class: "cells", fill }));
    const over = labels.find((label) => label.top < bottom && block.offset < label.bottom);  // what lies in one place
    if (!over) {
      labels.push({ top: block.offset, bottom, names: [blockName(memory, block)] });
      continue;
    }
    over.names.push(blockName(memory, block));
    over.top = Math.min(over.top, block.offset);
    over.bottom = Math.max(over.bottom, bottom);
  }
  for (const { top, bottom, names } of labels)
    if (y(bottom) - y(top) > 15)
      svg.append(pill(8, (y(top) + y(bottom)) / 2,
        names.length < 3 ? names.join(", ") : `${names[0]} \u2026 ${names[names.length - 1]}`));
  if (firing && firing.scratch_bytes)
    svg.append(hatch(),
      box(1, y(firing.scratch_offset), width - 2, y(firing.scratch_bytes) - y(0), { fill: "url(#hatch)" }),
    pill(width - 60, y(firing.scratch_offset + firing.scratch_bytes / 2), "scratch"));
  return svg;
}

function describeMoment(memory, moment) {
  const [number, row, count] = memory.firings.slice(3 * moment, 3 * moment + 3);
  const block = memory.blocks[number], rows = count === 1 ? `row ${row}` : `rows ${row}\u2013${row + count - 1}`;
  const there = memory.blocks.filter((one) => one.born <= moment && moment < one.died);
  const held = there.flatMap((one) => {
    const lines = alive(one, moment).map(([, r]) => r);
    if (one.cells.length && !lines.length) return [];
    const which = lines.length && one.rows > 1 ? `: row${lines.length > 1 ? "s" : ""} ${ranges(lines)}` : "";
    return [blockName(memory, one) + which];
  });
  return [`Moment ${grouped(moment + 1)} of ${grouped(end(memory))}: `, make("b", {}, blockName(memory, block)),
    ` computes ${block.rows === 1 ? "its output" : `${rows} of ${block.rows}`}` +
    `${block.scratch_bytes ? `, with ${bytes(block.scratch_bytes)} of scratch` : ""}. In memory: ${held.join("; ")}.`];
}

function memoryOverTime() {
  if (!data.memory || !end(data.memory.min_ram)) {
    byId("memory-map").append(make("p", { class: "lead" },
      data.memory ? "Nothing is computed." : "The network is too large to be planned here."));
    return;
  }
  let memory, map, moment = 0, timer = 0;
  const slider = make("input", { type: "range", min: 0, value: 0, "aria-label": "Moment" });
  const go = (step) => {
    moment = Math.max(0, Math.min(end(memory) - 1, step));
    slider.value = moment;
    slider.setAttribute("aria-valuetext", `moment ${moment + 1} of ${end(memory)}`);
    map.moveTo(moment);
    byId("memory-now").replaceChildren(make("h3", {}, "In this moment"), drawNow(memory, moment));
    byId("memory-text").replaceChildren(...describeMoment(memory, moment));
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
    byId("memory-text").setAttribute("aria-live", "polite");
  };
  const play = make("button", { type: "button" }, "Play");
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (moment === end(memory) - 1) moment = -1;
    play.textContent = "Pause";
    byId("memory-text").setAttribute("aria-live", "off");
    const stride = Math.max(1, Math.round(end(memory) / 240));
    timer = setInterval(() => (moment < end(memory) - 1 ? go(moment + stride) : stop()), 60);
  });
  const back = make("button", { type: "button", "aria-label": "One moment back" }, "\u2190");
  const on = make("button", { type: "button", "aria-label": "One moment on" }, "\u2192");
  back.addEventListener("click", () => go(moment - 1));
  on.addEventListener("click", () => go(moment + 1));
  slider.addEventListener("input", () => go(Number(slider.value)));
  const choose = (schedule) => {
    stop();
    memory = data.memory[schedule];
    slider.max = Math.max(0, end(memory) - 1);
    map = drawMap(memory);
    byId("memory-map").replaceChildren(map.svg);
    map.svg.addEventListener("click", (event) => {
      const there = map.svg.getBoundingClientRect(), at = (event.clientX - there.left) / there.width * (map_width + 4);
      go(Math.floor((at - map_left) / (map_width - map_left) * end(memory)));
    });
    go(Math.floor(end(memory) / 2));
  };
  const schedules = Object.entries(data.memory).map(([name, plan]) => [name, `${name} \u00b7 ${bytes(total(plan))}`]);
  byId("memory-controls").append(choice("Schedule", "memory-schedule", schedules, choose), back, play, on, slider);
  choose("min_ram");
}
