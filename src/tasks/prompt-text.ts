/** @file Parts of messages that all tasks put together alike. */

/** Lines with their numbers, from 1. */
export const numbered = (lines: readonly string[]): string => lines.map((line, i) => `${i + 1}. ${line}`).join("\n");

/** Paragraphs with an empty line between them, absent ones left out. */
export const paragraphs = (...blocks: (string | undefined)[]): string => blocks.filter(Boolean).join("\n\n");
