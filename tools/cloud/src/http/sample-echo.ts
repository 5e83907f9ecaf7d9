import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/** What comes back of "hello", said by WebSocket to a port that leads to this server. */
export async function echoed(port: number, target: Server): Promise<string> {
  const server = new WebSocketServer({ server: target });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
  const client = new WebSocket(`ws://127.0.0.1:${port}/live`);
  try {
    return await new Promise<string>((resolve, reject) => {
      client.on('open', () => client.send('hello'));
      client.on('message', (data) => resolve(String(data))).on('error', reject);
    });
  } finally {
    client.terminate();
    server.close();
  }
}
