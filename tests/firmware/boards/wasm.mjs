// SPDX-License-Identifier: BSL-1.0
// node wasm.mjs IMAGE: runs a module's main, whose result becomes the exit status.
import { readFileSync } from "node:fs";

const print = (text, length) => process.stdout.write(Buffer.from(instance.exports.memory.buffer, text, length));
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), { board: { print } });
process.exitCode = instance.exports.main();
