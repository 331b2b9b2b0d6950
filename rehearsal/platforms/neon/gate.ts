import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A branch's compute: an address that stays, whatever server stands behind it. */
export interface Gate {
  port: number;
  /** Cuts every connection and leads new ones to another server of this machine. */
  point(port: number): void;
  close(): Promise<void>;
}

/** Opens a gate to a server on 127.0.0.1. */
export async function openGate(to: number): Promise<Gate> {
  let target = to;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const behind = connect({ port: target, host: '127.0.0.1' });
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    socket.pipe(behind).pipe(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    point(port) {
      target = port;
      cut();
    },
    close: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
