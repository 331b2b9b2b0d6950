import { createServer, type Server, type Socket } from 'node:net';

/** A value of the RESP protocol (redis.io/docs, "Redis serialization protocol"). */
type Reply = string | number | null | Error;

/** A Redis for tests, which answers each command by a function. */
export interface ScriptedRedis {
  url: string;
  commands: string[][];
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and answers commands; undefined leaves one without an answer. */
export async function startRedis(
  reply: (command: string, args: string[]) => Reply | undefined,
): Promise<ScriptedRedis> {
  const commands: string[][] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    // One that was on its way when the server closed would keep it, and the test run, for ever.
    if (!server.listening) return void socket.destroy();
    sockets.add(socket);
    let pending = '';
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (let read = readCommand(pending); read; read = readCommand(pending)) {
        pending = pending.slice(read.length);
        commands.push(read.words);
        const [name = '', ...args] = read.words;
        const answer = reply(name.toUpperCase(), args);
        if (answer !== undefined) socket.write(written(answer));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    commands,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** An array of bulk strings; undefined while it is not there in full. */
function readCommand(text: string): { words: string[]; length: number } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return undefined;
  const words: string[] = [];
  let at = head[0].length;
  for (let left = Number(head[1]); left > 0; left -= 1) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at));
    if (!size) return undefined;
    const from = at + size[0].length;
    at = from + Number(size[1]) + 2;
    if (text.length < at) return undefined;
    words.push(text.slice(from, at - 2));
  }
  return { words, length: at };
}

function written(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (reply instanceof Error) return `-${reply.message}\r\n`;
  return `$${reply.length}\r\n${reply}\r\n`;
}
