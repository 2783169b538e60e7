#!/usr/bin/env node
// azd env set. AZURE_STAND_IN names a folder: calls.log gets a line for each command, and azd.json has the variables of
// the environment. With `azdFails` in state.json the command fails.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.AZURE_STAND_IN;
const [group, verb, name, value, option, environment] = process.argv.slice(2);
appendFileSync(join(folder, 'calls.log'), `azd ${process.argv.slice(2).join(' ')}\n`);
const { azdFails } = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));
if (azdFails || group !== 'env' || verb !== 'set' || option !== '--environment') {
  process.stderr.write('ERROR: saving environment\n');
  process.exit(1);
}

const file = join(folder, 'azd.json');
const variables = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
variables[`${environment}/${name}`] = value;
writeFileSync(file, JSON.stringify(variables));
