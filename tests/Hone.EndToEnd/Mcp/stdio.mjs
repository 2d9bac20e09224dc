// Drives hone mcp with the protocol's own TypeScript SDK: node stdio.mjs COMMAND ROW WORKTREE GOOD BROKEN, run in the project. Prints what it saw as JSON.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import fs from 'node:fs';

const [command, row, worktree, good, broken] = process.argv.slice(2);
const transport = new StdioClientTransport({ command, args: ['mcp'], env: process.env, stderr: 'pipe' });
const client = new Client({ name: 'hone-tests', version: '1' });
const errors = [];
client.onerror = error => errors.push(String(error));
await client.connect(transport);
const seen = { errors, server: client.getServerVersion(), instructions: client.getInstructions().length, pid: transport.pid, answers: {} };
seen.tools = (await client.listTools()).tools;
seen.resources = (await client.listResources()).resources;
seen.templates = (await client.listResourceTemplates()).resourceTemplates;
seen.contents = {};
for (const { uri } of seen.resources)
  seen.contents[uri] = (await client.readResource({ uri })).contents[0];
seen.range = JSON.parse((await client.readResource({ uri: 'hone://ledger/2/3' })).contents[0].text);

const options = { timeout: 120_000, resetTimeoutOnProgress: true };
const call = async (name, args = {}, more = {}) => seen.answers[name] = await client.callTool({ name, arguments: args }, undefined, { ...options, ...more });
await call('status');
await call('next');
await call('hotspots', { kind: 'cpu' });
await call('matrix');
await call('evidence', { row });
await call('brief', { bead: row });
await call('close_no_win');

// A candidate that is fine in form, and one that does not build.
fs.copyFileSync(good, worktree + '/work.c');
await call('lint');
seen.progress = [];
// Living processes below the server that it runs something in; its launcher and guard bear no marker.
const children = () => {
  const parents = new Map(), marked = new Set();
  for (const id of fs.readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const [state, parent] = fs.readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1).split(' ');
      if (state !== 'Z') parents.set(Number(id), Number(parent));
      if (fs.readFileSync(`/proc/${id}/environ`, 'utf8').includes('HONE_TREE=')) marked.add(Number(id));
    } catch { /* it has ended meanwhile */ }
  }
  const isBelow = id => id > 1 && (parents.get(id) === transport.pid || isBelow(parents.get(id)));
  return [...parents.keys()].filter(id => marked.has(id) && isBelow(id)).length;
};
seen.childrenBefore = children();
seen.childrenDuring = 0;

// Stopped while one of its programs runs, from the oracle on.
const stop = new AbortController();
let isFar = false;
const watch = setInterval(() => {
  const running = children();
  seen.childrenDuring = Math.max(seen.childrenDuring, running);
  if (isFar && running > 0) stop.abort('enough');
}, 10);
const stopped = call('verify', {}, {
  signal: stop.signal,
  onprogress: progress => {
    seen.progress.push(progress);
    isFar ||= progress.message.startsWith('oracle');
  },
}).then(() => 'answered', error => String(error));
seen.besides = (await client.callTool({ name: 'status', arguments: {} })).structuredContent.schema;
seen.cancelled = await stopped;
clearInterval(watch);

// Its place is free again only when everything it started is gone, so this waits for that.
fs.copyFileSync(broken, worktree + '/work.c');
await call('prove');
seen.childrenAfter = children();
await call('verify', { quick: true, timing_seconds: 5 });
await call('close_no_win');
seen.wrong = await client.callTool({ name: 'status', arguments: { path: '/etc' } });
seen.unknown = await client.callTool({ name: 'land', arguments: {} }).then(() => 'answered', error => error.code);

const start = performance.now();
for (let i = 0; i < 200; i++)
  await client.callTool({ name: 'status', arguments: {} });
seen.statusMs = (performance.now() - start) / 200;
await client.close();
console.log(JSON.stringify(seen));
