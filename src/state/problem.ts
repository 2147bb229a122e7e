/** @file What went wrong, and with what. */

export interface Problem {
  /** A plan's file, a dataset's name, a study's id; empty where it has none yet. */
  name: string;
  text: string;
}

export const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
