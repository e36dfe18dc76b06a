// SPDX-License-Identifier: BSL-1.0
// A model is dropped, the worker reads it, its answer is shown for the board and the schedule that are chosen.
const byId = (id) => document.getElementById(id);
const embedded = (id) => byId(id).textContent;
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const unpacked = (id) => new Response(
  new Blob([fromBase64(embedded(id))]).stream().pipeThrough(new DecompressionStream("gzip")));

const worker = new Worker(URL.createObjectURL(new Blob([embedded("worker")], { type: "text/javascript" })));
const waiting = new Map();
worker.onmessage = ({ data: { ticket, result, error } }) => {
  const [resolve, reject] = waiting.get(ticket);
  waiting.delete(ticket);
  if (error === undefined) resolve(result);
  else reject(new Error(error));
};

let tickets = 0;
/** What the worker answers; rejects with the exporter's sentence. */
const ask = (call, given = {}) => new Promise((resolve, reject) => {
  waiting.set(++tickets, [resolve, reject]);
  worker.postMessage({ call, ticket: tickets, given });
});

let about;  // targets and boards
let dropped;  // its name and content, to read it again
let shown;  // the model: name, nameSpace, on: {target: inputs, outputs, plan}, and those of the target that is chosen

const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });
const part = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const board = () => about.boards.find(({ name }) => name === byId("board").value);
const choice = () => ({ schedule: byId("schedule").value, memory: byId("memory").value });

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kib = bytes / 1024;
  return kib < 1024 ? `${kib.toPrecision(3)} KiB` : `${(kib / 1024).toPrecision(3)} MiB`;
}

function say(text) {
  byId("state").hidden = !text;
  byId("state").textContent = text;
}

function complain(text) {
  say("");
  byId("refusal").hidden = false;
  byId("refusal").textContent = text;
}

function refuse(text) {
  for (const id of ["answer", "report"]) byId(id).hidden = true;
  if (/--(array|signature)/.test(text)) byId("several").open = true;
  complain(text);
}

async function open(name, content) {
  dropped = [name, content];
  byId("refusal").hidden = true;
  say(`Reading ${name} \u2026`);
  const options = { array: byId("array").value.trim(), signature: byId("signature").value.trim(),
    keepDeadChannels: byId("keep").checked };
  try {
    const nameSpace = await ask("open", { bytes: new Uint8Array(content), name, options });
    shown = { name, nameSpace, on: await ask("describe") };
    byId("name").textContent = name;
    await show();
  } catch (problem) {
    refuse(`${name}: ${problem.message}`);
  }
}

/** The answer and the report, for the target that is chosen. */
async function show() {
  const target = byId("target").value;
  say(`Planning for ${target} \u2026`);
  Object.assign(shown, shown.on[target]);
  const schedules = shown.plan ? Object.keys(shown.plan.ram_bytes) : [];
  const before = byId("schedule").value;
  byId("schedule").replaceChildren(...schedules.map((name) => option(name, name)));
  if (schedules.includes(before)) byId("schedule").value = before;
  byId("answer").hidden = false;
  judge();
  shown.report = await ask("report", { target });
  byId("report").srcdoc = shown.report.replace("<head>", "<head><base href='about:srcdoc'>");  // for links to its sections
  byId("report").hidden = false;
  say("");
}

function bar(name, used, all) {
  const text = all ? `${size(used)} of ${size(all)}` : size(used);
  const filled = part("b");
  filled.style.width = `${all ? Math.min(100, 100 * used / all) : 0}%`;
  return part("div", { className: all && used > all ? "bar over" : "bar" }, part("span", {}, name),
    all ? part("i", { ariaHidden: true }, filled) : "", part("span", {}, text));
}

function fits(on, plan) {
  const { schedule, memory } = choice();
  return plan.ram_bytes[schedule][memory] <= on.ram_bytes && plan.flash_bytes <= on.flash_bytes;
}

/** Each board's name with a mark, by the kernels of its own core; how many the model fits. */
function markBoards() {
  let good = 0;
  about.boards.forEach((on, k) => {
    const { plan } = shown.on[on.target], yes = plan && fits(on, plan);
    if (yes) ++good;
    byId("board").options[k + 1].textContent = plan ? `${yes ? "\u2713" : "\u2717"} ${on.title}` : on.title;
  });
  return good;
}

function judge() {
  if (!shown) return;
  const good = markBoards();
  if (!shown.plan) {
    byId("verdict").textContent = "The network is too large to be planned here; its Model in C++ says what it costs.";
    byId("bars").replaceChildren();
    return;
  }
  const { schedule, memory } = choice(), on = board();
  const ram = shown.plan.ram_bytes[schedule][memory], flash = shown.plan.flash_bytes;
  const yes = on ? fits(on, shown.plan) : good > 0;
  byId("verdict").replaceChildren(part("b", { className: yes ? "yes" : "no" }, yes ? "It fits" : "It does not fit"),
    on ? ` the ${on.title}${yes ? ", with nothing beside it" : ""}.` :
      good ? ` ${good} of ${about.boards.length} boards, with nothing beside it.` : " any of the boards.");
  byId("bars").replaceChildren(bar("RAM", ram, on?.ram_bytes), bar("Flash", flash, on?.flash_bytes));
}

function save(name, blob) {
  const link = part("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const textBlob = (text) => new Blob([text], { type: "text/plain" });
const fileName = () => shown.nameSpace.replaceAll("::", "_");
const library = () => unpacked("library").text();
const downloads = {
  "Header": async () => save(`${fileName()}.hpp`, textBlob(await ask("header"))),
  "CMake project": async () =>
    save(`${fileName()}.zip`, zip(cmakeProject(shown, choice(), await ask("header"), await library()))),
  "Arduino sketch": async () => save(`${fileName()}_sketch.zip`, zip(arduinoSketch(shown, choice(),
    await ask("header", { testsItself: true }), await library(), JSON.parse(embedded("sketch"))))),
  "Report": async () => save(`${fileName()}_report.html`, textBlob(shown.report)),
};

function listen() {
  const drop = byId("drop");
  const read = (file) => {
    if (!file) return;
    say(`Reading ${file.name} \u2026`);
    file.arrayBuffer().then((content) => open(file.name, content), () => refuse(`${file.name} cannot be read`));
  };
  drop.addEventListener("submit", (event) => event.preventDefault());
  byId("file").addEventListener("change", ({ target }) => read(target.files[0]));
  byId("file").addEventListener("click", ({ target }) => { target.value = ""; });  // the same file once more is a change
  for (const id of ["array", "signature", "keep"])
    byId(id).addEventListener("change", () => dropped && open(...dropped));
  byId("sample").addEventListener("click", () => open("digits.tflite", fromBase64(embedded("digits")).buffer));
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"])
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop") read(event.dataTransfer.files[0]);
    });
  byId("board").addEventListener("change", () => {
    if (board()) byId("target").value = board().target;
    if (shown) show();
  });
  byId("target").addEventListener("change", () => {
    if (board() && board().target !== byId("target").value) byId("board").value = "";
    if (shown) show();
  });
  for (const id of ["schedule", "memory"]) byId(id).addEventListener("change", judge);
  for (const [name, act] of Object.entries(downloads)) {
    const button = part("button", { type: "button" }, name);
    button.addEventListener("click", () => act().catch((problem) => complain(problem.message)));
    byId("downloads").append(button);
  }
}

async function start() {
  about = await ask("start", { wasmBinary: await unpacked("wasm").arrayBuffer() });
  byId("board").append(option("", "any"), ...about.boards.map(({ name, title }) => option(name, title)));
  byId("target").append(...about.targets.map((name) => option(name, name)));
  listen();
  say("Ready.");
}

start().catch((problem) => refuse(`The page cannot run here: ${problem.message}`));
