// Runs answer sequences in @getodk/xforms-engine and writes down every state.
//
// `node engine.mjs FOLDER TOOLS` reads `FOLDER/sequences.json` and the XForms beside it (made by
// pyxform, see convert.py) and writes `FOLDER/states.json`. TOOLS holds node_modules.
// Not here: any judgement; the Rust test compares.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, tools] = process.argv.slice(2);
const { moment, sequences } = JSON.parse(fs.readFileSync(path.join(folder, 'sequences.json')));

// The engine asks the clock for today() and now(); the test has one moment for both sides.
process.env.TZ = 'Asia/Shanghai';
const fixed = new Date(moment).getTime();
globalThis.Date = class extends Date {
  constructor(...parts) {
    super(...(parts.length === 0 ? [fixed] : parts));
  }
  static now() {
    return fixed;
  }
};

const require = createRequire(path.join(tools, 'package.json'));
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('', { url: 'https://kanping.example/' });
// What the engine expects of a browser; Node's own Blob and File stay.
for (const name of Object.getOwnPropertyNames(window)) {
  const wanted = /^(DOM|XML|XPath|Node|Element|Attr|Text$|Comment|CDATA|Document|HTML|Character)/;
  if (wanted.test(name) && !(name in globalThis)) globalThis[name] = window[name];
}
globalThis.window = window;
globalThis.document = window.document;
globalThis.__dirname = '/';
const engine = path.join(tools, 'node_modules/@getodk/xforms-engine/dist/index.js');
const { loadForm } = await import(pathToFileURL(engine).href);

const forms = new Map();
async function form(name) {
  if (!forms.has(name)) forms.set(name, await load(name));
  return forms.get(name);
}

async function load(name) {
  const xform = fs.readFileSync(path.join(folder, `${name}.xml`), 'utf8');
  const attachment = async (url) => {
    const file = path.join(folder, `${name}.${String(url).split('/').pop()}`);
    return new Response(fs.readFileSync(file), { headers: { 'content-type': 'text/csv' } });
  };
  const result = await loadForm(xform, { fetchFormAttachment: attachment });
  if (result.status === 'failure') throw new Error(`${name}: ${result.error?.message}`);
  return result;
}

function nodes(root) {
  const found = new Map();
  const walk = (node) => {
    found.set(node.currentState.reference, node);
    for (const child of node.currentState.children ?? []) walk(child);
  };
  walk(root);
  return found;
}

/** Path → what is asked, answered, refused, missing and offered, and the label as it is read. */
function state(root) {
  const written = {};
  for (const [reference, node] of nodes(root)) {
    const { relevant, children, instanceValue, valueOptions, label } = node.currentState;
    const { constraint, required } = node.validationState;
    written[reference] = {
      relevant,
      value: children == null ? String(instanceValue ?? '') : null,
      constraint: constraint?.valid ?? true,
      required: required?.valid ?? true,
      choices: valueOptions?.map((option) => `${option.value} ${option.label.asString}`),
      label: label?.asString ?? '',
    };
  }
  return written;
}

function answer(node, value) {
  const words = value.split(' ').filter((word) => word !== '');
  switch (node.nodeType) {
    case 'select':
      return node.selectValues(words);
    case 'rank':
      return node.setValues(words);
    case 'trigger':
      return node.setValue(value === 'OK');
    case 'upload':
      return node.setValue(value === '' ? null : new File(['content'], value));
    case 'range':
      return node.setValue(value === '' ? null : value);
    default:
      return node.setValue(value);
  }
}

// In pyxform's XForm only the first outer row has a first inner row. A new outer row gets one here,
// as our screens and ODK Collect ask for it at once.
function openInnerRows(node) {
  for (const child of node.currentState.children ?? []) {
    const isEmpty = child.currentState.children?.length === 0;
    if (child.nodeType === 'repeat-range:uncontrolled' && isEmpty) child.addInstances();
    openInnerRows(child);
  }
}

function act(root, { act: what, path: reference, value }) {
  if (what === 'open') return;
  const row = what === 'remove' ? /^(.*)\[(\d+)\]$/.exec(reference) : null;
  const node = nodes(root).get(row ? row[1] : reference);
  if (node === undefined) throw new Error(`no node ${reference}`);
  if (what === 'answer') answer(node, value);
  if (what === 'add') {
    node.addInstances();
    openInnerRows(node.currentState.children.at(-1));
  }
  if (what === 'remove') node.removeInstances(Number(row[2]) - 1);
}

async function run(sequence) {
  const result = await form(sequence.form);
  const preloadProperties = {
    deviceID: 'tablet-7',
    username: 'evaluator',
    email: 'a@kanping.example',
    phoneNumber: '110',
  };
  const { root } = result.createInstance({ preloadProperties });
  return sequence.steps.map((step) => {
    try {
      act(root, step);
      return { nodes: state(root) };
    } catch (error) {
      return { error: String(error.message ?? error) };
    }
  });
}

const states = [];
for (const sequence of sequences) {
  try {
    states.push(await run(sequence));
  } catch (error) {
    states.push([{ error: String(error.message ?? error) }]);
  }
}
fs.writeFileSync(path.join(folder, 'states.json'), JSON.stringify(states));
