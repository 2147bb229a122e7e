/** @file A published score matrix replayed in a terminal. */
import { InputError } from "#core/words.ts";
import { publishedSets, replay } from "#published/fidelity.ts";

/** The set, its scores as `analyse` reads them, our measures, and each printed figure beside ours. */
export function publishedReplay(id: string): object {
  const set = publishedSets.find((each) => each.id === id.toUpperCase());
  if (!set) {
    const known = publishedSets.map((each) => each.id).join(", ");
    throw new InputError(`Found no published set "${id}", expected one of ${known}.`);
  }
  const { title, provenance, source, notes, rows, hidden, matrix } = set;
  const { measures, reading, comparisons } = replay(set);
  return {
    set: { id: set.id, title, provenance, source, notes, rows, hidden },
    matrix,
    measures,
    reading,
    comparisons,
  };
}
