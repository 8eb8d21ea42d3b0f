/** What `doctor` says of the forge's token and of protected branches. */
import type { RightFound } from '../../model/examination.ts';
import type { Forge } from '../../ports.ts';
import type { Check } from '../doctor.ts';

function checkOf({ right, verdict, text }: RightFound): Check {
  const isProtection = right.startsWith('protection of ');
  if (verdict === 'has') return { what: 'forge', verdict: 'ok', text: isProtection ? text : `the token has ${right}` };
  if (isProtection) return { what: 'forge', verdict: 'note', text };
  return verdict === 'lacks'
    ? { what: 'forge', verdict: 'mend', text: `the token lacks ${right}: ${text}` }
    : { what: 'forge', verdict: 'note', text: `the token has ${right}: ${text}` };
}

/** One line for each right and each branch; none where the forge tells nothing. Throws Fault. */
export async function examineForge(forge: Forge): Promise<readonly Check[]> {
  return ((await forge.examine?.())?.rights ?? []).map(checkOf);
}
