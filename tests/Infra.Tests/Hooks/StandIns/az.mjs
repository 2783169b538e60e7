#!/usr/bin/env node
// The part of the Azure CLI that the hooks use. AZURE_STAND_IN names a folder: state.json is who is signed in and what
// Entra ID has, calls.log gets a line for each command. Messages are those of the Azure CLI and of Microsoft Graph.
//
// Faults, in state.json: `forbidden`; `unknown`, how many commands do not find a new application yet; `breakAt`, the
// change at which the connection breaks, with `applied` whether the change was made all the same.
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.AZURE_STAND_IN;
const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));
const words = process.argv.slice(2);
appendFileSync(join(folder, 'calls.log'), `az ${words.join(' ')}\n`);
const { options, verbs } = parse(words);
const applications = state.applications ??= [];
const principals = state.servicePrincipals ??= [];

function parse(words) {
  const options = {};
  const verbs = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at].startsWith('--')) {
      options[words[at].slice(2)] = words[++at];
    } else {
      verbs.push(words[at]);
    }
  }

  return { options, verbs };
}

function save() {
  writeFileSync(join(folder, 'state.json'), JSON.stringify(state));
}

function fail(message) {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(1);
}

function answer(value) {
  const asked = options.query ? value[options.query] : value;
  process.stdout.write(options.output === 'tsv' ? `${asked}\n` : JSON.stringify(asked, null, 2) + '\n');
}

function graphError(status, code, message) {
  fail(`${status}(${JSON.stringify({ error: { code, message } })})`);
}

function change(apply) {
  if (state.forbidden) {
    fail('Insufficient privileges to complete the operation.');
  }

  state.changes = (state.changes ?? 0) + 1;
  const isBroken = state.changes === state.breakAt;
  const result = !isBroken || state.applied ? apply() : undefined;
  save();
  if (isBroken) {
    fail("('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))");
  }

  return result;
}

function isUnknownYet() {
  if (!state.unknown) {
    return false;
  }

  state.unknown--;
  save();
  return true;
}

// $filter has the one form PROPERTY eq 'VALUE'.
function filter(objects) {
  const [, property, value] = /^(\w+) eq '([^']*)'$/.exec(options.filter);
  return objects.filter(object => object[property] === value);
}

function create(body) {
  const application = {
    id: randomUUID(), appId: randomUUID(), identifierUris: [], tags: [],
    api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [], preAuthorizedApplications: [] },
    ...body,
  };
  applications.push(application);
  return application;
}

function patch(application, body) {
  const scopes = application.api.oauth2PermissionScopes;
  for (const client of body.api?.preAuthorizedApplications ?? []) {
    if (!client.delegatedPermissionIds.every(id => scopes.some(scope => scope.id === id))) {
      graphError('Bad Request', 'InvalidValue', 'Property api.preAuthorizedApplications has an unknown permission.');
    }
  }

  for (const scope of scopes) {
    const kept = body.api?.oauth2PermissionScopes;
    if (kept && !kept.some(one => one.id === scope.id)) {
      graphError('Bad Request', 'CannotDeleteOrUpdateEnabledEntitlement', 'Disable the permission first.');
    }
  }

  Object.assign(application, body, { api: { ...application.api, ...body.api } });
}

function rest() {
  const body = JSON.parse(options.body.startsWith('@') ? readFileSync(options.body.slice(1), 'utf8') : options.body);
  const path = options.uri.replace('https://graph.microsoft.com/v1.0/', '');
  if (options.method === 'post' && path === 'applications') {
    return answer(change(() => create(body)));
  }

  const [, id, appId] = /^applications(?:\/([^/()]+)|\(appId='([^']+)'\))$/.exec(path);
  const application = applications.find(one => id ? one.id === id : one.appId === appId);
  if (!application || isUnknownYet()) {
    graphError('Not Found', 'Request_ResourceNotFound',
      `Resource '${id ?? appId}' does not exist or one of its queried reference-property objects are not present.`);
  }

  change(() => patch(application, body));
}

function createPrincipal() {
  if (!applications.some(one => one.appId === options.id) || isUnknownYet()) {
    fail(`The appId '${options.id}' of the service principal does not reference a valid application object.`);
  }

  answer(change(() => {
    const principal = { id: randomUUID(), appId: options.id };
    principals.push(principal);
    return principal;
  }));
}

function remove() {
  const at = applications.findIndex(one => one.appId === options.id);
  if (at < 0) {
    fail(`Resource '${options.id}' does not exist or one of its queried reference-property objects are not present.`);
  }

  change(() => {
    applications.splice(at, 1);
    state.servicePrincipals = principals.filter(one => one.appId !== options.id);
  });
}

const commands = {
  'account show': () => !options.subscription ? answer(state.account)
    : state.subscriptions?.[options.subscription] ? answer(state.subscriptions[options.subscription])
      : fail(`Subscription '${options.subscription}' not found. Check the spelling and casing and try again.`),
  'ad signed-in-user show': () => state.account.user.type === 'user'
    ? answer(state.person)
    : fail('/me request is only valid with delegated authentication flow.'),
  'ad app list': () => answer(filter(applications)),
  'ad app create': () => answer(change(() => create(
    { displayName: options['display-name'], signInAudience: options['sign-in-audience'] }))),
  'ad app delete': remove,
  'ad sp list': () => answer(filter(principals)),
  'ad sp create': createPrincipal,
  'rest': rest,
};

if (!state.account) {
  fail("Please run 'az login' to setup account.");
}

const command = commands[verbs.join(' ')];
if (!command) {
  fail(`'${words.join(' ')}' is misspelled or not recognized by the system.`);
}

command();
