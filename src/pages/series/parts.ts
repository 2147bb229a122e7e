/** @file The parts of a series' page, in their order. */
export const parts = {
  answers: "The short answer",
  studies: "Its studies",
  fidelity: "Fidelity by task",
  own: "Own data over the datasets",
  size: "Own data and size",
  ranking: "Rankings with ties",
  one: "What hangs on one model",
  variance: "Where the differences come from",
  ensembles: "Several generators together",
  transfer: "Demonstrations from elsewhere",
  files: "Take it with you",
} as const;

export type PartName = keyof typeof parts;

export const partId = (name: PartName): string => `series-${name}`;
