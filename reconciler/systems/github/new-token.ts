/** Tokens of an app: for up to five seconds after one was made, GitHub may answer that it does not know it. */
import type { Clock } from '../../ports.ts';
import type { Http } from '../http/client.ts';

/** What tokens of an app that is installed begin with. */
const INSTALLED = 'ghs_';

/** Milliseconds for which a token is new. */
const NEW = 5_000;

/** Waits before it is tried again, in milliseconds. */
const WAITS = [1_000, 2_000, 2_000] as const;

/**
 * Sends again what is answered by 401 while the token is new, counted from now: of what is not let in, nothing was done, a change neither. Any other
 * kind of token is as it was given. Throws Fault as `http` does.
 */
export function patient(http: Http, { token, clock }: { readonly token: string; readonly clock: Clock }): Http {
  if (!token.startsWith(INSTALLED)) return http;
  const end = clock.elapsed() + NEW;
  return {
    async send(request) {
      let answer = await http.send(request);
      for (const wait of WAITS) {
        const latest = Math.min(end, request.until ?? end);
        if (answer.status !== 401 || clock.elapsed() + wait > latest) return answer;
        await clock.sleep(wait);
        answer = await http.send(request);
      }
      return answer;
    },
  };
}
