// A peer at work, for tools/peers.py: node peers.mjs PEER TEMPLATE DATA OUTPUT, in the folder where
// the peers are installed. For each line read, renders so many times and says the seconds of each.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const [peer, file, dataFile, output] = process.argv.slice(2);
const require = createRequire(`${process.cwd()}/`);
const template = readFileSync(file);
const data = JSON.parse(readFileSync(dataFile, 'utf8'));

// Each as its own guide uses it on a server: the template in memory, or its path for Carbone.
const peers = {
  docxtemplater() {
    const Zip = require('pizzip');
    const Docxtemplater = require('docxtemplater');
    return () => {
      const filled = new Docxtemplater(new Zip(template), { paragraphLoop: true });
      filled.render(data);
      return filled.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
    };
  },
  'easy-template-x'() {
    const { TemplateHandler } = require('easy-template-x');
    const handler = new TemplateHandler();
    return () => handler.process(template, data);
  },
  carbone() {
    const render = promisify(require('carbone').render);
    return () => render(file, data);
  },
  'docx-templates'() {
    const { createReport } = require('docx-templates');
    return () => createReport({ template, data, cmdDelimiter: '+++', noSandbox: true });
  },
};

const render = peers[peer]();
writeFileSync(output, await render());
for await (const line of createInterface({ input: process.stdin })) {
  const seconds = [];
  for (let i = 0; i < Number(line); i += 1) {
    const start = performance.now();
    await render();
    seconds.push((performance.now() - start) / 1000);
  }
  console.log(JSON.stringify(seconds));
}
process.exit(0);
