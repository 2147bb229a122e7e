/** @file The report's parts, in their order: what decides first, what it rests on after it. */
import { goToPart } from "#pages/part.ts";

export const sections = {
  findings: "Findings",
  decision: "Decision",
  worth: "Worth in labelled rows",
  cautions: "What cannot be concluded",
  scores: "Scores",
  real: "Real against synthetic",
  own: "Own data",
  dial: "What training on a model’s rows does",
  likelihood: "Likelihood of the texts",
  judges: "Judges",
  order: "Order of the solvers",
  distance: "Distance to the real data",
  metrics: "Other metrics",
  types: "By entity type",
  slices: "By label and slice",
  sets: "The synthetic sets",
  solvers: "The solvers",
  audit: "Blind audit",
  systems: "Test your own systems",
  files: "Take it with you",
} as const;

export type SectionName = keyof typeof sections;

export const anchorOf = (name: SectionName): string => `report-${name}`;

/** Reads on at a section. */
export const goTo = (name: SectionName): void => goToPart(anchorOf(name));
