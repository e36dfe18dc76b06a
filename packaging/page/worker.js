// SPDX-License-Identifier: BSL-1.0
// The exporter, beside the page, which stays awake while it computes. Stands behind Emscripten's createExporter in one script.
"use strict";
let exporter, model;

const calls = {
  async start({ wasmBinary }) {
    exporter = await createExporter({ wasmBinary });
    return { targets: JSON.parse(exporter.targets()), boards: JSON.parse(exporter.boards()) };
  },
  open({ bytes, name, options }) {
    model?.delete();
    model = new exporter.Model();
    return taken(model.open(bytes, name, options));
  },
  describe: ({ target }) => JSON.parse(taken(model.describe(target))),
  report: ({ target }) => taken(model.report(target)),
  header: ({ testsItself = false }) => taken(model.header(testsItself)),
};

function taken({ text, error }) {
  if (error) throw new Error(error);
  return text;
}

onmessage = async ({ data: { call, ticket, given } }) => {
  try {
    postMessage({ ticket, result: await calls[call](given) });
  } catch (problem) {
    postMessage({ ticket, error: problem instanceof Error ? problem.message : String(problem) });
  }
};
