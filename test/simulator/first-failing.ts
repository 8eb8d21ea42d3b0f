/** Lives through seeds from one on until one fails, and prints it with the trouble; nothing when none does. */
import { liveSeed } from './worlds/seed.ts';

const [from = '1', most = '500'] = process.argv.slice(2);

async function troubleOf(seed: number): Promise<string | undefined> {
  try {
    return (await liveSeed(seed)).troubles[0];
  } catch (error) {
    return `simulator ${String(error)}`;
  }
}

for (let seed = Number(from); seed < Number(from) + Number(most); seed += 1) {
  const trouble = await troubleOf(seed);
  if (trouble === undefined) continue;
  console.log(JSON.stringify({ seed, trouble }));
  break;
}
