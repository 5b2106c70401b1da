import { createServer, connect, type Server, type Socket } from 'node:net';

/** A steady address in front of a database that comes and goes, or whose network fails. */
export class DatabaseProxy {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;
  private doomed: string | undefined;

  /** The address with the proxy in front of it. */
  through(url: string): string {
    return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(this.port) }).href;
  }

  /** Lets connections through to this database; on the same port as before. */
  async open(url: string): Promise<void> {
    const target = Number(new URL(url).port);
    const server = createServer((client) => this.join(client, connect(target, '127.0.0.1')));
    await new Promise<void>((ready) => server.listen(this.port, '127.0.0.1', ready));
    this.port = (server.address() as { port: number }).port;
    this.server = server;
  }

  /** Refuses connections; those that are open end with what the database still says. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
    this.server = undefined;
    if (this.sockets.size === 0) await closed;
  }

  /** Cuts everything at once, without a word. */
  async cut(): Promise<void> {
    const refused = this.refuse();
    for (const socket of this.sockets) socket.destroy();
    await refused;
  }

  /** Swallows everything from now on: nothing is answered, and nothing is closed either. */
  swallow(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  /** Lets the next commit on a connection that carries this text through to the database, but not its answer back. */
  loseCommitOf(text: string): void {
    this.doomed = text;
  }

  private join(client: Socket, database: Socket): void {
    let isDoomed = false;
    client.on('data', (sent) => {
      isDoomed ||= this.doomed !== undefined && sent.includes(this.doomed);
      if (!isDoomed || !sent.includes('COMMIT\0')) return;
      this.doomed = undefined;
      client.destroy();
    });
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroySoon();
      });
    }
  }
}
