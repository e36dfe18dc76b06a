// SPDX-License-Identifier: BSL-1.0
// The exporter, beside the page, which stays awake while it computes. Stands behind Emscripten's createExporter in one script.
"use strict";
let exporter, targets, model;

const calls = {
  async start({ wasmBinary }) {
    exporter = await createExporter({ wasmBinary });
    targets = JSON.parse(exporter.targets());
    return { targets, boards: JSON.parse(exporter.boards()) };
  },
  open({ bytes, name, options }) {
    model?.delete();
    model = new exporter.Model();
    return taken(model.open(bytes, name, options));
  },
  /** {target: what the page asks of the model's description} */
  describe: () => Object.fromEntries(targets.map((target) => {
    const { inputs, outputs, plan } = JSON.parse(taken(model.describe(target)));
    return [target, { inputs, outputs, plan }];
  })),
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
