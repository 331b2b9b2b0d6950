import type { Http, HttpRequest } from '../../src/http/client.js';
import type { Concluded } from './conclude.js';
import type { How } from './fault-world.js';

/** When a run dies: at one of its changes, before the platform gets it or as soon as the platform has made it. */
export interface Death {
  /** Counted from 1, in the order they are sent. */
  change: number;
  when: 'before' | 'after';
}

/** A run that dies and is run again, as its second attempt. */
export function diesAndRunsAgain(death: Death): How {
  return async (attempt) => {
    await new Promise<void>((died, failed) => {
      const through = mortal(death, died);
      attempt({ through }).then(
        () => failed(new Error(`It ended before its change ${death.change}.`)),
        failed,
      );
    });
    return attempt({ attempt: 2 });
  };
}

/** A run that tells what it changes, in order. */
export function tellsChanges(tell: (operation: string) => void): How {
  return (attempt): Promise<Concluded> => {
    const through = (http: Http): Http => ({
      request: (request) => {
        if (changes(request)) tell(request.operation);
        return http.request(request);
      },
    });
    return attempt({ through });
  };
}

/** What may be sent twice without harm is sent as a read. */
function changes({ kind, method }: HttpRequest): boolean {
  return kind === 'change' || method === 'PATCH' || method === 'PUT' || method === 'DELETE';
}

/** Who is dead neither sends anything nor hears of anything any more. */
function mortal({ change, when }: Death, died: () => void): (http: Http) => Http {
  let isDead = false;
  let made = 0;
  const never = () => new Promise<never>(() => {});
  const die = () => {
    isDead = true;
    died();
    return never();
  };
  return (http) => ({
    request: async (request) => {
      if (isDead) return never();
      if (changes(request)) made += 1;
      const isLast = changes(request) && made === change;
      if (isLast && when === 'before') return die();
      const response = await http.request(request);
      if (isDead) return never();
      return isLast ? die() : response;
    },
  });
}
