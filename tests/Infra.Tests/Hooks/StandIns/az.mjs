#!/usr/bin/env node
// The part of the Azure CLI that the hooks use. AZURE_STAND_IN names a folder: state.json is who is signed in and what
// Entra ID has, calls.log gets a line for each command. Messages are those of the Azure CLI.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.AZURE_STAND_IN;
const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));
const words = process.argv.slice(2);
appendFileSync(join(folder, 'calls.log'), `az ${words.join(' ')}\n`);

function fail(message) {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(1);
}

function answer(value) {
  process.stdout.write(JSON.stringify(value, null, 2) + '\n');
}

const commands = {
  'account show': () => answer(state.account),
  'ad signed-in-user show': () => state.account.user.type === 'user'
    ? answer(state.person)
    : fail('/me request is only valid with delegated authentication flow.'),
};

if (!state.account) {
  fail("Please run 'az login' to setup account.");
}

const name = Object.keys(commands).find(known => words.join(' ').startsWith(known));
if (!name) {
  fail(`'${words.join(' ')}' is misspelled or not recognized by the system.`);
}

commands[name]();
