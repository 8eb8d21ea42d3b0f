/** Answers of a forge up to a limit: what is larger, or unpacks to more, is given up before it fills the memory. */

/** Bytes of an answer, unpacked. */
const LARGEST = 32 * 1024 * 1024;

/** An answer that is larger than any answer of a forge is. */
export class TooLarge extends Error {
  constructor() {
    super(`the answer is larger than ${LARGEST} bytes`);
    this.name = 'TooLarge';
  }
}

/** The text of an answer. Throws TooLarge, and what the connection throws. */
export async function boundedText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    // Leaving the loop ends the stream: what is packed further is never unpacked.
    if (size > LARGEST) throw new TooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** `fetch`, with answers up to the limit. Throws TooLarge, and what `fetch` throws. */
export const boundedFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const { status, statusText, headers } = answer;
  const text = await boundedText(answer);
  return new Response(text === '' ? null : text, { status, statusText, headers });
};
