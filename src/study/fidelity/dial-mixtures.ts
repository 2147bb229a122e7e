/** @file The rows that the dial's solvers are trained and tested on: halves of each set, and mixtures of the training halves. */
import { Random, seedOf } from "#core/random.ts";
import { InputError, type Instance } from "#core/words.ts";
import type { Arm } from "#measures/dial.ts";
import type { Dial } from "#study/dial-plan.ts";
import { dealFolds } from "#study/fidelity/folds.ts";
import type { Written } from "#study/fidelity/written.ts";
import { byStratum } from "#tasks/labels.ts";

export type StratumOf = (target: string) => string;

/** A generator's rows of all its runs, in two parts without a text in common. */
export interface Halves {
  generator: string;
  training: readonly Instance[];
  heldOut: readonly Instance[];
}

/**
 * Deals every generator's rows into a training half and a held-out half, stratum by stratum. Near-duplicates, of whichever
 * generators, lie on one side: no held-out row was trained on in another's wording.
 */
export function halvesOf(written: readonly Written[], seed: number, stratumOf: StratumOf): Halves[] {
  const rows = written.flatMap(({ dataset }) =>
    dataset.instances.map((row) => ({ generator: dataset.generator!, row })),
  );
  const place = new Map(rows.map(({ generator, row }) => [row, `${generator}\n${stratumOf(row.target)}`]));
  const all = rows.map(({ row }) => row);
  const sides =
    all.length < 2 ? all.map(() => 0) : dealFolds(all, 2, seedOf(seed, "dial halves"), (row) => place.get(row)!);
  const names = [...new Set(written.map(({ dataset }) => dataset.generator!))];
  return names.map((generator) => {
    const own = (side: number) =>
      rows.flatMap((each, i) => (each.generator === generator && sides[i] === side ? [each.row] : []));
    return { generator, training: own(0), heldOut: own(1) };
  });
}

/** Which training set: how much of whose rows, drawn how. */
export interface Mix {
  arm: Arm;
  dose: number;
  solver: string;
  /** From 0. */
  seed: number;
}

export interface Mixture {
  /** In the order of training. */
  rows: readonly Instance[];
  /** Generator → rows; who gives none is left out. */
  sources: Readonly<Record<string, number>>;
}

/** The rows for a solver and seed, from which the mixtures of all arms and doses are cut. */
export type Decks = Readonly<Record<"generator" | "other" | "placebo", readonly Instance[]>>;

/**
 * For one solver and seed: as many rows of each of the three generators, place for place of the same stratum. Strata take
 * turns, so that every beginning of the list holds them as evenly as can be.
 *
 * Strata share out `dial.rows` evenly as far as each of the three training halves has rows of them; what is lacking in all
 * strata is left out, for all doses alike.
 * @throws InputError where fewer than two rows are left.
 */
export function decksOf(
  dial: Dial,
  halves: readonly Halves[],
  { solver, seed }: Pick<Mix, "solver" | "seed">,
  { planSeed, stratumOf }: { planSeed: number; stratumOf: StratumOf },
): Decks {
  const roles = ["generator", "other", "placebo"] as const;
  const strata = roles.map((role) => {
    const found = halves.find(({ generator }) => generator === dial[role]);
    return byStratum(found?.training ?? [], ({ target }) => stratumOf(target));
  });
  const shared = [...strata[0]!.keys()].filter((stratum) => strata.every((own) => own.has(stratum)));
  const order = new Random(seedOf(planSeed, "dial strata", solver, seed)).shuffled(shared);
  const room = new Map(order.map((stratum) => [stratum, Math.min(...strata.map((own) => own.get(stratum)!.length))]));
  const places: { stratum: string; turn: number }[] = [];
  for (let turn = 0; places.length < dial.rows && order.some((stratum) => room.get(stratum)! > turn); turn++) {
    const left = order.filter((stratum) => room.get(stratum)! > turn);
    places.push(...left.slice(0, dial.rows - places.length).map((stratum) => ({ stratum, turn })));
  }
  if (places.length < 2) {
    throw new InputError(
      `The dial cannot train: ${dial.generator}, ${dial.other} and ${dial.placebo} have ${places.length} training rows that ` +
        `agree in label. Raise "generate.perGenerator".`,
    );
  }
  const deck = (role: (typeof roles)[number], i: number) => {
    const shuffled = new Map(
      [...strata[i]!].map(([stratum, rows]) => [
        stratum,
        new Random(seedOf(planSeed, "dial rows", solver, seed, role, stratum)).shuffled(rows),
      ]),
    );
    return places.map(({ stratum, turn }) => shuffled.get(stratum)![turn]!);
  };
  return Object.fromEntries(roles.map((role, i) => [role, deck(role, i)])) as unknown as Decks;
}

/**
 * The training rows of an arm at a dose: the first dose · n places from the dialled generator, the rest from the other one.
 * A greater dose holds the rows of a smaller one, and all have one order, one number of rows and the same labels.
 */
export function mixtureOf(decks: Decks, dial: Dial, { arm, dose }: Pick<Mix, "arm" | "dose">): Mixture {
  const dialled = decks[arm];
  const share = Math.round(dose * dialled.length);
  const sources = { [dial[arm]]: share, [dial.other]: dialled.length - share };
  return {
    rows: [...dialled.slice(0, share), ...decks.other.slice(share)],
    sources: Object.fromEntries(Object.entries(sources).filter(([, rows]) => rows > 0)),
  };
}
