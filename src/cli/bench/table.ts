/** @file The figures as text. */
import { isMet, type Figure, type Quantity, type Target } from "./figure.ts";
import type { Machine } from "./machine.ts";

function number(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

const quantity = ({ value, unit, what }: Quantity): string => `${number(value)} ${unit}  (${what})`;

const bounds = { "at least": "≥", "at most": "≤", below: "<" } as const;

function target(goal: Target, unit: string): string {
  if (goal.of === "nothing") return `none: ${goal.why}`;
  return `${bounds[goal.kind]} ${goal.bound} ${goal.of === "ratio" ? "×" : unit}`;
}

const verdicts = new Map<boolean | null, string>([
  [true, "met"],
  [false, "MISSED"],
  [null, "not judged"],
]);

function lines(figure: Figure): string[] {
  const { title, measured, baseline, ratio, notes } = figure;
  const goal = target(figure.target, measured.unit);
  const spread = ratio && `${number(ratio.lowest)} to ${number(ratio.highest)} in ${ratio.rounds} rounds`;
  return [
    title,
    `  measured  ${quantity(measured)}`,
    ...(baseline ? [`  against   ${quantity(baseline)}`] : []),
    ...(ratio ? [`  ratio     ${number(ratio.median)} ×  (${spread})`] : []),
    `  target    ${goal}${figure.target.of === "nothing" ? "" : `  ${verdicts.get(isMet(figure))}`}`,
    ...notes.map((note) => `            ${note}`),
  ];
}

export function machineText(machine: Machine): string {
  const { processor, cores, memoryGib, system, node, chromium } = machine;
  return [
    `${processor}, ${cores} cores, ${memoryGib} GiB, ${system}`,
    `Node ${node}, ${chromium}, onnxruntime-web ${machine.onnxruntimeWeb}, ` +
      `onnxruntime-node ${machine.onnxruntimeNode}, transformers.js ${machine.transformersJs}`,
  ].join("\n");
}

export const figureText = (figure: Figure): string => lines(figure).join("\n");
