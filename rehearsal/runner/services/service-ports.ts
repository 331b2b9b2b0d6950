/** An entry of a service's `ports`: the port inside its container, and the one of the machine it is mapped to. */
interface PortMapping {
  container: number;
  /** Any free one when absent. */
  host?: number;
}

const form = /^(?:\d{1,3}(?:\.\d{1,3}){3}:)?(?:(\d+):)?(\d+)(?:\/tcp)?$/;

/**
 * The mapping of the one port a service listens on; undefined when none of the entries is about it.
 * @throws Error for an entry of another form, and for a second mapping of that port.
 */
export function mappingOf(
  service: string,
  entries: readonly string[],
  port: number,
): PortMapping | undefined {
  const mappings = entries.map((entry) => read(service, entry)).filter(({ container }) => container === port);
  const [first, second] = mappings;
  if (second) {
    throw new Error(
      `The service '${service}' maps its port ${port} twice (${entries.join(', ')}). A rehearsal gives it one port: remove the other mapping.`,
    );
  }
  return first;
}

function read(service: string, entry: string): PortMapping {
  const [whole, host, container = ''] = form.exec(entry.trim()) ?? [];
  if (whole === undefined) {
    throw new Error(
      `The service '${service}' has the port '${entry}'. A rehearsal takes <port> and <port of the machine>:<port>, without ranges and udp.`,
    );
  }
  return { container: Number(container), ...(host === undefined ? {} : { host: Number(host) }) };
}
