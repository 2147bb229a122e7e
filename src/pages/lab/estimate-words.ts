/** @file An estimate in words: the range, and what it assumes. */
import { bytes, counted, listed, roughDurations } from "#charts/format.ts";
import type { StudyEstimate } from "#state/lab.svelte.ts";

/** "1,200 rows to write and 16,800 answers" */
export function rowsToCome({ rows }: StudyEstimate): string {
  return `${counted(rows.written, "row")} to write and ${counted(rows.answered, "answer")} to them and to the real rows`;
}

/** "30 MB to 44 MB of the 2 GB that are free" */
export function roomNeeded({ storageBytes, storage }: StudyEstimate): string {
  const { low, high } = storageBytes;
  const need = bytes(low) === bytes(high) ? `about ${bytes(low)}` : `${bytes(low)} to ${bytes(high)}`;
  return storage === null ? need : `${need}; the browser allows this page ${bytes(free(storage))} more`;
}

const free = ({ usedBytes, allowedBytes }: NonNullable<StudyEstimate["storage"]>) =>
  Math.max(0, allowedBytes - usedBytes);

/** Whether the study may not fit. */
export function tooLarge({ storageBytes, storage }: StudyEstimate): boolean {
  return storage !== null && storageBytes.high > free(storage);
}

/** What the range rests on, sentence by sentence. */
export function assumptions({ basis, adaptations, dial, pilot, phasesMs }: StudyEstimate): string[] {
  const { known, piloted, scaled } = basis;
  const grounds = [
    known > 0 && `${counted(known, "model")} by what ${known === 1 ? "it" : "they"} took in earlier studies here`,
    piloted > 0 && `${counted(piloted, "model")} by three rows of the pilot`,
    scaled > 0 && `${counted(scaled, "model")} by the others and ${scaled === 1 ? "its" : "their"} size`,
  ].filter((ground) => ground !== false);
  return [
    `Speeds: ${listed(grounds)}.`,
    piloted + scaled > 0 &&
      "Whole blocks are several times as fast as blocks of three rows; how many times was measured with the bundled models on another machine, and most of the range comes from it.",
    adaptations.left > 0 &&
      `${counted(adaptations.left, "model")} will be adapted on ${counted(adaptations.tokens, "token")} in all, at the ` +
        `training speed that was seen: ${roughDurations(phasesMs.adapt)}.`,
    dial !== undefined &&
      phasesMs.dial !== undefined &&
      `The dial trains ${counted(dial.trained, "solver")} on ${counted(dial.tokens, "token")} in all: ${roughDurations(phasesMs.dial)}.`,
    "A generator is expected to fill its set with at most 15% more attempts than rows.",
    "Other programs leave this page as much of the machine as they did during the pilot.",
    `The range is meant to hold four times in five. The pilot took ${roughDurations({ low: pilot.tookMs, high: pilot.tookMs })}; its rows are kept.`,
  ].filter((sentence) => sentence !== false);
}
