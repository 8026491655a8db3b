// Writes the lines of all cases as the WebAssembly build answers them, a file a kind:
// node run.cjs MODULE FOLDER COUNT KIND…
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const CHUNK = 500;
const [module_, folder, count, ...kinds] = process.argv.slice(2);
const { report } = require(path.resolve(module_));

for (const kind of kinds) {
  const file = fs.openSync(path.join(folder, `${kind}.wasm.txt`), 'w');
  for (let first = 0; first < Number(count); first += CHUNK) {
    try {
      fs.writeSync(file, report(kind, first, Math.min(CHUNK, Number(count) - first)));
    } catch (error) {
      console.log(`${kind}: one of the cases from ${first} on broke the module: ${error}`);
      process.exit(1);
    }
  }
  fs.closeSync(file);
}
console.log(`${count} cases of each: ${kinds.join(', ')}`);
