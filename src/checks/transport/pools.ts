import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { isLoopback } from '../../http/loopback.js';
import { Connections } from './connections.js';

/** Connections that are kept: pools for checks of many requests, and the way through a proxy when the machine has one. */
export class Pools {
  readonly #agents = new Map<number, Agent>();
  readonly #apart: Pools[] = [];
  readonly #connections: Connections[] = [];
  #proxy: EnvHttpProxyAgent | undefined;

  /** Pools of their own, closed with these: in a shared one, quick requests wait in line behind slow ones and look slow. */
  apart(): Pools {
    const one = new Pools();
    this.#apart.push(one);
    return one;
  }

  /** A pool of so many connections for each origin. */
  kept(url: URL, connections: number): Dispatcher {
    const proxy = this.proxy(url);
    if (proxy) return proxy;
    const agent = this.#agents.get(connections) ?? new Agent({ connections, keepAliveTimeout: 4_000 });
    this.#agents.set(connections, agent);
    return agent;
  }

  /** So many connections to one origin, for the same request again and again; through the proxy where there is one. */
  connections(url: URL, most: number): Connections {
    const one = new Connections(url.origin, most, this.proxy(url));
    this.#connections.push(one);
    return one;
  }

  /** The proxy of `HTTPS_PROXY` and `NO_PROXY`; undefined when the machine has none, or for the machine itself. */
  proxy(url: URL): Dispatcher | undefined {
    const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env;
    if (!(HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy) || isLoopback(url.href)) return undefined;
    this.#proxy ??= new EnvHttpProxyAgent({ keepAliveTimeout: 1 });
    return this.#proxy;
  }

  async close(): Promise<void> {
    const all: Dispatcher[] = [...this.#agents.values(), ...(this.#proxy ? [this.#proxy] : [])];
    this.#agents.clear();
    await Promise.all([
      ...all.map((agent) => agent.destroy()),
      ...this.#connections.splice(0).map((one) => one.close()),
      ...this.#apart.splice(0).map((one) => one.close()),
    ]);
  }
}
