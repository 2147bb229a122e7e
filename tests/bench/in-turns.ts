/** @file Side by side on a noisy machine: all sides take turns, round after round, in alternating order. */

/** Values of each side by round, after one round that does not count. */
export async function inTurns<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<number>>>,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[];
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Side, number[]>;
  for (const name of names) await sides[name]();
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 ? [...names].reverse() : names) values[name].push(await sides[name]());
  return values;
}
