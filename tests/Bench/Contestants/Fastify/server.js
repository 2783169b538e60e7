// fastify with pg, as their documentation shows it: a process for each core, answers by a schema. It checks nothing else.
'use strict';
const cluster = require('node:cluster');
const crypto = require('node:crypto');

const workers = Number(process.env.WORKERS);
if (cluster.isPrimary) {
  for (let worker = 0; worker < workers; worker++) cluster.fork();
  return;
}

const { Pool, types } = require('pg');
const fastify = require('fastify')();

// The driver's own dates have milliseconds only: times and days stay text.
const TIMESTAMPTZ = 1184, DATE = 1082, INT8 = 20;
types.setTypeParser(TIMESTAMPTZ, text => {
  const [day, rest] = text.split(' ');
  const [, time, fraction = ''] = /^([0-9:]+)(?:\.([0-9]+))?\+00$/.exec(rest);
  return `${day}T${time}.${fraction.padEnd(6, '0')}Z`;
});
types.setTypeParser(DATE, text => text);
types.setTypeParser(INT8, Number);

// The same number of connections as every contestant has, shared by the processes.
const pool = new Pool({ max: Math.max(1, Math.floor(20 / workers)), options: '-c TimeZone=UTC' });

const students = `id, full_name as "fullName", email, grade, date_of_birth as "dateOfBirth", is_active as "isActive",
  user_id as "userId", created_at as "createdAt", updated_at as "updatedAt", version`;
const payments = `id, student_id as "studentId", subscription_id as "subscriptionId", amount_minor as "amountMinor",
  refunded_minor as "refundedMinor", currency, method, reference, paid_at as "paidAt", status,
  created_at as "createdAt", updated_at as "updatedAt", version`;
const columns = { fullName: 'full_name', email: 'email', grade: 'grade', dateOfBirth: 'date_of_birth',
  isActive: 'is_active', userId: 'user_id' };

const text = { type: 'string' }, maybe = { type: 'string', nullable: true };
const student = { type: 'object', properties: { id: text, fullName: text, email: text,
  grade: { type: 'integer', nullable: true }, dateOfBirth: maybe, isActive: { type: 'boolean' }, userId: maybe,
  createdAt: text, updatedAt: text } };
const page = { type: 'object', properties: { value: { type: 'array', items: student }, nextLink: text } };
const payment = { type: 'object', properties: { id: text, studentId: text, subscriptionId: maybe,
  amountMinor: { type: 'integer' }, refundedMinor: { type: 'integer' }, currency: text, method: text, reference: maybe,
  paidAt: text, status: text, createdAt: text, updatedAt: text } };

const query = (name, sql, values, client = pool) => client.query({ name, text: sql, values });

const patchType = 'application/merge-patch+json';
fastify.addContentTypeParser(patchType, { parseAs: 'string' }, fastify.getDefaultJsonParser('error', 'error'));

fastify.get('/api/students/:id', { schema: { response: { 200: student } } }, async (request, reply) => {
  const { rows: [row] } = await query('get', `select ${students} from students where id = $1`, [request.params.id]);
  if (!row) return reply.code(404).send();
  reply.header('ETag', `"${row.version}"`);
  return row;
});

fastify.get('/api/students', { schema: { response: { 200: page } } }, async request => {
  const { limit = '50', cursor, q } = request.query;
  const fetched = Number(limit) + 1;
  const order = 'order by created_at, id limit $1';
  let found;
  if (q !== undefined) {
    found = await query('search', `select ${students} from students where search like $2 ${order}`,
      [fetched, `%${q.toLowerCase()}%`]);
  } else if (cursor !== undefined) {
    const [, createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url'));
    found = await query('after', `select ${students} from students where (created_at, id) > ($2, $3) ${order}`,
      [fetched, createdAt, id]);
  } else {
    found = await query('list', `select ${students} from students ${order}`, [fetched]);
  }
  const { rows } = found;
  if (rows.length < fetched) return { value: rows };
  rows.pop();
  const last = rows[rows.length - 1];
  const after = Buffer.from(JSON.stringify(['createdAt', last.createdAt, last.id])).toString('base64url');
  const next = new URL(request.url, `${request.protocol}://${request.host}`);
  next.searchParams.delete('cursor');
  next.searchParams.append('cursor', after);
  return { value: rows, nextLink: next.href };
});

fastify.post('/api/students', { schema: { response: { 201: student } } }, async (request, reply) => {
  const { fullName, email, grade = null, dateOfBirth = null, isActive = true, userId = null } = request.body;
  const { rows: [row] } = await query('create',
    `insert into students (id, full_name, email, grade, date_of_birth, is_active, user_id)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${students}`,
    [crypto.randomUUID(), fullName, email, grade, dateOfBirth, isActive, userId]);
  reply.code(201).header('ETag', `"${row.version}"`);
  reply.header('Location', `${request.protocol}://${request.host}${request.url}/${row.id}`);
  return row;
});

fastify.patch('/api/students/:id', { schema: { response: { 200: student } } }, async (request, reply) => {
  const names = Object.keys(request.body);
  const set = names.map((name, place) => `${columns[name]} = $${place + 3}`).join(', ');
  const { rows: [row] } = await query(`patch ${names}`,
    `update students set ${set} where id = $1 and version = $2 returning ${students}`,
    [request.params.id, Number(request.headers['if-match'].replaceAll('"', '')), ...Object.values(request.body)]);
  if (!row) return reply.code(412).send();
  reply.header('ETag', `"${row.version}"`);
  return row;
});

fastify.post('/api/payments', { schema: { response: { 201: payment } } }, async (request, reply) => {
  const key = request.headers['idempotency-key'];
  const { studentId, subscriptionId = null, amountMinor, currency, method, reference = null, paidAt } = request.body;
  const hash = crypto.createHash('sha256').update(JSON.stringify(request.body)).digest();
  const client = await pool.connect();
  try {
    await client.query('begin');
    const claimed = await query('claim', `insert into idempotency_keys (caller, key, request_hash)
      values ($1, $2, $3) on conflict do nothing`, ['admin', key, hash], client);
    if (claimed.rowCount === 0) {
      await client.query('rollback');
      return reply.code(409).send();
    }
    const { rows: [row] } = await query('pay', `insert into payments
      (id, student_id, subscription_id, amount_minor, currency, method, reference, paid_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${payments}`,
      [crypto.randomUUID(), studentId, subscriptionId, amountMinor, currency, method, reference, paidAt], client);
    const { version, ...body } = row;
    const headers = { 'Content-Type': 'application/json; charset=utf-8', ETag: `"${version}"`,
      Location: `${request.protocol}://${request.host}${request.url}/${row.id}` };
    await query('keep', `update idempotency_keys set status = 201, headers = $3, body = $4
      where caller = $1 and key = $2`, ['admin', key, headers, Buffer.from(JSON.stringify(body))], client);
    await client.query('commit');
    reply.code(201).header('ETag', headers.ETag).header('Location', headers.Location);
    return row;
  } finally {
    client.release();
  }
});

fastify.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
