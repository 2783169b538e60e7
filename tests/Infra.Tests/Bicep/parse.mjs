// Writes the syntax trees of Bicep files as JSON: node parse.mjs MODULES FILE...
// A parameters file's own "param name = value" is beyond the grammar, and means to a parser what "var" does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const { Parser, Language } = await import(pathToFileURL(join(modules, 'web-tree-sitter', 'web-tree-sitter.js')));
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(join(modules, 'tree-sitter-bicep', 'tree-sitter-bicep.wasm')));

const describe = (node, field) => ({
  type: node.type,
  field: field ?? null,
  isBroken: node.isError || node.isMissing,
  line: node.startPosition.row + 1,
  start: node.startIndex,
  end: node.endIndex,
  children: node.children.map((child, index) => describe(child, node.fieldNameForChild(index))),
});

const trees = files.map(path => {
  const text = readFileSync(path, 'utf8');
  const source = path.endsWith('.bicepparam') ? text.replace(/^param (?=\w+ =)/gm, 'var   ') : text;
  return { path, source, root: describe(parser.parse(source).rootNode, null) };
});
process.stdout.write(JSON.stringify(trees));
