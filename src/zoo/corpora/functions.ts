/** @file Small JavaScript functions and what they are asked for with. */
import type { Random } from "#core/random.ts";

export interface FunctionTask {
  request: string;
  code: string;
}

interface Step {
  /** "adds 3 to {x}" */
  says: (x: string) => string;
  expression: (x: string) => string;
}

function step(random: Random): Step {
  const n = 2 + random.below(9);
  return random.pick<Step>([
    { says: (x) => `adds ${n} to ${x}`, expression: (x) => `${x} + ${n}` },
    { says: (x) => `subtracts ${n} from ${x}`, expression: (x) => `${x} - ${n}` },
    { says: (x) => `multiplies ${x} by ${n}`, expression: (x) => `${x} * ${n}` },
    { says: (x) => `squares ${x}`, expression: (x) => `${x} * ${x}` },
    { says: (x) => `tells whether ${x} is greater than ${n}`, expression: (x) => `${x} > ${n}` },
    { says: (x) => `returns the remainder of ${x} divided by ${n}`, expression: (x) => `${x} % ${n}` },
  ]);
}

const requests: readonly ((name: string, says: string) => string)[] = [
  (name, says) => `Write a function ${name} that ${says}.`,
  (name, says) => `I need ${name}: it ${says}.`,
  (name, says) => `function ${name} which ${says}`,
];

export function drawFunction(random: Random): FunctionTask {
  const name = random.pick(["f", "g", "calc", "change"]);
  const x = random.pick(["x", "n", "a"]);
  const first = step(random);
  return {
    request: random.pick(requests)(name, first.says(x)),
    code: `function ${name}(${x}) { return ${first.expression(x)}; }`,
  };
}
