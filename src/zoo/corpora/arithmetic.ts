/** @file Word problems with whole numbers from 0 to 99. */
import type { Random } from "#core/random.ts";
import { writeTemplate } from "./template.ts";

export interface Problem {
  question: string;
  /** The calculation and, after `####`, its result: `12+7=19 #### 19`. */
  answer: string;
}

const people = ["Ana", "Bo", "Carla", "Dev", "Ela", "Finn", "Gita", "Hal"];
const things = ["apples", "books", "coins", "stickers", "pens", "cards", "shells", "stamps"];

const wordings: Readonly<Record<"+" | "-" | "*", readonly string[]>> = {
  "+": [
    "What is {a} plus {b}?",
    "{who} has {a} {things} and gets {b} more. How many {things} does {who} have?",
    "There are {a} {things} in a box and {b} on the table. How many are there?",
  ],
  "-": [
    "What is {a} minus {b}?",
    "{who} has {a} {things} and gives {b} away. How many {things} are left?",
    "Of {a} {things}, {b} are lost. How many remain?",
  ],
  "*": [
    "What is {a} times {b}?",
    "{who} buys {a} bags with {b} {things} each. How many {things} is that?",
    "Each of {a} friends has {b} {things}. How many are there in all?",
  ],
};

type Operator = keyof typeof wordings;

function operands(operator: Operator, random: Random): [number, number] {
  if (operator === "*") return [2 + random.below(8), 2 + random.below(9)];
  const [a, b] = [2 + random.below(48), 2 + random.below(48)];
  return operator === "-" && b > a ? [b, a] : [a, b];
}

const compute = (a: number, operator: Operator, b: number): number =>
  operator === "+" ? a + b : operator === "-" ? a - b : a * b;

/** One pair of operands in ten is never drawn, so that a table learnt by heart shows. */
export const isHeldOutPair = (a: number, b: number): boolean => (a * 7 + b * 3) % 10 === 0;

export function drawProblem(random: Random): Problem {
  const operator = random.pick(["+", "+", "-", "*"] as const);
  let [a, b] = operands(operator, random);
  while (isHeldOutPair(a, b)) [a, b] = operands(operator, random);
  const values: Record<string, string> = {
    a: `${a}`,
    b: `${b}`,
    who: random.pick(people),
    things: random.pick(things),
  };
  const question = writeTemplate(random.pick(wordings[operator]), random, (slot) => values[slot]!);
  const result = compute(a, operator, b);
  return { question, answer: `${a}${operator}${b}=${result} #### ${result}` };
}
