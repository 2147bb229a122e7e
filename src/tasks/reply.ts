/** @file What is the same in every reply: thoughts before it, quotation marks around it, marks in it. */

/** A model that thinks aloud first: its thoughts are not its reply. */
export const withoutThoughts = (raw: string) => raw.replace(/^\s*<think>[\s\S]*?(?:<\/think>|$)/u, "");

const quotes = /^(?:"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^“”]*)[“”]|'([^']*)'|`([^`]*)`)$/u;

/** The text inside a pair of quotation marks that encloses all of it. */
export function unquoted(text: string): string {
  const match = quotes.exec(text.trim());
  return match ? (match.slice(1).find((inner) => inner !== undefined) ?? "").trim() : text.trim();
}

/** The text before the first `mark` and after it; undefined where there is none. */
export function splitOnce(text: string, mark: string): [before: string, after: string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
