import type { Logger } from '../runtime/log.js';
import type { Toolkit } from './toolkit.js';

/** A logger that speaks to the runner. Lines that would be read as workflow commands are made harmless. */
export function createGitHubLogger(toolkit: Toolkit): Logger {
  let depth = 0;
  return {
    info: (line) => toolkit.info(defuse(line)),
    warning: (message, title) => toolkit.warning(message, title ? { title } : {}),
    error: (message, title) => toolkit.error(message, title ? { title } : {}),
    notice: (message, title) => toolkit.notice(message, title ? { title } : {}),
    debug: (line) => toolkit.debug(line),
    async group(title, work) {
      if (depth > 0) {
        toolkit.info(defuse(title));
        return work();
      }
      depth += 1;
      toolkit.startGroup(title);
      try {
        return await work();
      } finally {
        depth -= 1;
        toolkit.endGroup();
      }
    },
  };
}

/**
 * A build log or a test's output is data: it must not command the runner, which takes `::name::` at the beginning of a
 * line and `##[name]` anywhere in it (actions/runner, ActionCommand.cs).
 */
function defuse(text: string): string {
  return text.replace(/^([\s\u0085]*)::/gm, '$1\u200b::').replaceAll('##[', '##\u200b[');
}
