// Drives hone mcp --http with the protocol's own TypeScript SDK, and with requests that no client sends: node http.mjs FILE. Prints what it saw as JSON.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import fs from 'node:fs';
import http from 'node:http';

const { url, token } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const seen = { statuses: {} };
const send = (name, { method = 'POST', headers = {}, body = '{}', path = '/mcp', bare = false } = {}) => new Promise(resolve => {
  const all = bare ? headers : { authorization: 'Bearer ' + token, 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
  const request = http.request({ host: '127.0.0.1', port: new URL(url).port, path, method, headers: all, agent: false }, response => {
    response.resume();
    response.on('end', () => resolve(seen.statuses[name] = response.statusCode)).on('error', () => resolve(seen.statuses[name] = 'broken'));
  });
  request.on('error', () => resolve(seen.statuses[name] ??= 'broken'));
  request.end(body);
});

await send('noToken', { bare: true, headers: { 'content-type': 'application/json' } });
await send('wrongToken', { headers: { authorization: 'Bearer ' + token.slice(1) + 'x' } });
await send('otherHost', { headers: { host: 'evil.example' } });
await send('otherOrigin', { headers: { origin: 'http://evil.example' } });
await send('notJson', { body: 'x' });
await send('noSession', { body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' });
await send('unknownSession', { headers: { 'mcp-session-id': 'x' }, body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' });
await send('tooLong', { body: 'x'.repeat(300_000) });
await send('tooLongUnsaid', { headers: { 'transfer-encoding': 'chunked' }, body: 'x'.repeat(300_000) });
await send('plainText', { headers: { 'content-type': 'text/plain' } });
await send('get', { method: 'GET', body: '' });
await send('otherPath', { path: '/' });
await send('laterVersion', { headers: { 'mcp-protocol-version': '2026-07-28' }, body: '{"jsonrpc":"2.0","id":1,"method":"server/discover"}' });

const connect = async () => {
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: 'Bearer ' + token } } });
  const client = new Client({ name: 'hone-tests', version: '1' });
  await client.connect(transport);
  return { client, transport };
};
const one = await connect(), two = await connect();
seen.sessions = new Set([one.transport.sessionId, two.transport.sessionId]).size;
seen.tools = (await one.client.listTools()).tools.length;
seen.many = new Set((await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two).client.callTool({ name: 'status', arguments: {} })))).map(answer => answer.structuredContent.schema)).size;
seen.wrong = (await two.client.callTool({ name: 'evidence', arguments: { row: 'no-such' } })).isError;
const ended = one.transport.sessionId;
await one.transport.terminateSession();
await send('endedSession', { headers: { 'mcp-session-id': ended }, body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' });
seen.stillThere = (await two.client.callTool({ name: 'next', arguments: {} })).structuredContent.schema;
await two.client.close();
console.log(JSON.stringify(seen));
