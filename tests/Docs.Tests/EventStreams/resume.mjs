// A server that ends, refuses and cuts streams. Prints what the client of the page received, and the Last-Event-ID of
// each of its connections.
import http from "node:http";
import { messages } from "./events.mjs";

const connections = [];
const event = number => `id: ${number}\ndata: {"number":${number}}\n\n`;
const answers = [
  (response, last) => response.end(`retry: 10\n\n${event(last + 1)}`),
  response => response.writeHead(429, { "Retry-After": "0" }).end("{}"),
  // The connection is lost within an event.
  (response, last) => response.write(event(last + 1).slice(0, 9), () => response.destroy()),
  // An event in two pieces.
  (response, last) => {
    const [first, second] = event(last + 1).split("data");
    response.write(`: heartbeat\n\n${first}`, () => setImmediate(() => response.end(`data${second}`)));
  },
  response => response.writeHead(503, { "Retry-After": "0" }).end("{}"),
  response => response.writeHead(404).end('{"code":"not-found"}'),
];
const server = http.createServer((request, response) => {
  const last = Number(request.headers["last-event-id"]);
  answers[connections.push(last) - 1](response, last);
});

server.listen(0, "127.0.0.1", async () => {
  const received = [];
  try {
    for await (const message of messages(`http://127.0.0.1:${server.address().port}/`, { lastEventId: 0 })) {
      received.push(message.number);
    }
  } catch (error) {
    console.log(JSON.stringify({ received, connections, problem: error.problem }));
  }
  server.close();
});
