// What verification is held against, as a process of its own: node's HTTP server with nothing around it. It reads the
// body, makes one HMAC-SHA-256 of it and answers a fixed JSON of BENCH_ANSWER_BYTES.
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const key = createSecretKey(randomBytes(32));
const answer = JSON.stringify({ text: 'x'.repeat(Number(process.env.BENCH_ANSWER_BYTES) - '{"text":""}'.length) });
const length = String(answer.length);

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    createHmac('sha256', key).update(Buffer.concat(chunks)).digest('binary');
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': length });
    response.end(answer);
  });
}).listen(Number(process.env.KEYTREE_PORT), '127.0.0.1');

process.once('SIGTERM', () => process.exit());
