/** @file Pairs about a household with hand-set scores: none of their words come from the corpora that the zoo is trained on. */
import { Random, seedOf } from "#core/random.ts";

/** Each meaning in two wordings. */
type Meaning = readonly [string, string];

const who: readonly Meaning[] = [
  ["My sister", "My female sibling"],
  ["The neighbour", "The person next door"],
  ["Our grandmother", "Our grandma"],
  ["The plumber", "The man who mends pipes"],
  ["The twins", "Both twins"],
  ["A guest", "A visitor"],
  ["The landlord", "The owner of the flat"],
  ["My uncle", "My mother's brother"],
  ["The postwoman", "The woman who brings the mail"],
  ["The baby", "The infant"],
];

const does: readonly Meaning[] = [
  ["is fixing the heater", "is repairing the heater"],
  ["baked a cake", "made a cake in the oven"],
  ["is washing the dishes", "is doing the dishes"],
  ["closed all windows", "shut every window"],
  ["lost the keys", "cannot find the keys"],
  ["is painting a wall", "is putting paint on a wall"],
  ["fell asleep", "dozed off"],
  ["is watering the plants", "is giving the plants water"],
  ["bought a lamp", "purchased a lamp"],
  ["is folding the laundry", "is putting the laundry in neat piles"],
  ["turned the radio off", "switched off the radio"],
  ["is carrying a box upstairs", "is taking a box to the upper floor"],
];

const when: readonly Meaning[] = [
  ["this morning", "earlier today, before noon"],
  ["after dinner", "once dinner was over"],
  ["on Saturday", "at the weekend, on Saturday"],
  ["during the storm", "while the storm was on"],
  ["before the party", "ahead of the party"],
  ["at midnight", "at twelve at night"],
];

const where: readonly Meaning[] = [
  ["in the kitchen", "in the room where we cook"],
  ["in the cellar", "in the basement"],
  ["on the balcony", "out on the balcony"],
  ["in the hall", "in the hallway"],
  ["in the attic", "under the roof, in the attic"],
  ["in the garage", "where the car is kept"],
];

/** A detail that changes what was said without changing the topic. */
const details = [
  "with a friend",
  "in a hurry",
  "for the second time",
  "without any help",
  "very quietly",
  "by mistake",
];

/** How a pair of each score is made; the scores are set by hand, after the wording of STS Benchmark's levels. */
export const pairKinds = {
  /** The same in other words. */
  paraphrase: 5,
  /** The same but for a detail that one of them adds. */
  detail: 4,
  /** The same person doing the same at another time and place. */
  elsewhere: 3,
  /** Another person doing the same. */
  other: 2.4,
  /** The same person and place, another deed. */
  deed: 1.6,
  /** The same place alone. */
  place: 0.6,
  /** Nothing in common. */
  nothing: 0,
} as const;

type Kind = keyof typeof pairKinds;

export interface HomePair {
  id: string;
  sentence1: string;
  sentence2: string;
  score: number;
}

interface Scene {
  who: Meaning;
  does: Meaning;
  when: Meaning;
  where: Meaning;
}

const others = <Item>(list: readonly Item[], but: Item) => list.filter((item) => item !== but);

const drawScene = (random: Random): Scene => ({
  ...{ who: random.pick(who), does: random.pick(does) },
  ...{ when: random.pick(when), where: random.pick(where) },
});

/** Another scene that shares with `scene` what the kind says. */
function variant(scene: Scene, kind: Kind, random: Random): Scene {
  const changed: Scene = {
    ...{ who: random.pick(others(who, scene.who)), does: random.pick(others(does, scene.does)) },
    ...{ when: random.pick(others(when, scene.when)), where: random.pick(others(where, scene.where)) },
  };
  const shared: Readonly<Record<Kind, readonly (keyof Scene)[]>> = {
    ...{ paraphrase: ["who", "does", "when", "where"], detail: ["who", "does", "when", "where"] },
    ...{ elsewhere: ["who", "does"], other: ["does", "when", "where"], deed: ["who", "where"] },
    ...{ place: ["where"], nothing: [] },
  };
  const kept = shared[kind];
  return {
    who: kept.includes("who") ? scene.who : changed.who,
    does: kept.includes("does") ? scene.does : changed.does,
    when: kept.includes("when") ? scene.when : changed.when,
    where: kept.includes("where") ? scene.where : changed.where,
  };
}

/** A sentence in one of three orders, each part in its first or second wording. */
function written(scene: Scene, random: Random, wording: () => 0 | 1, detail = ""): string {
  const [person, deed, time, place] = [scene.who, scene.does, scene.when, scene.where].map((part) => part[wording()]);
  const more = detail && ` ${detail}`;
  const front = (part: string) => part.charAt(0).toUpperCase() + part.slice(1);
  const lower = /^(My|Our|The|Both|A)\b/.test(person!) ? person!.charAt(0).toLowerCase() + person!.slice(1) : person!;
  const orders = [
    `${person} ${deed}${more} ${place} ${time}.`,
    `${front(time!)}, ${lower} ${deed}${more} ${place}.`,
    `${person} ${deed}${more} ${time}, ${place}.`,
  ];
  return random.pick(orders);
}

function drawPair(kind: Kind, random: Random): Omit<HomePair, "id"> {
  const scene = drawScene(random);
  const other = variant(scene, kind, random);
  const first = random.below(2) as 0 | 1;
  const asOften = () => random.below(2) as 0 | 1;
  const away = () => (kind === "paraphrase" && random.next() < 0.8 ? ((1 - first) as 0 | 1) : asOften());
  const detail = kind === "detail" ? random.pick(details) : "";
  const texts = [
    written(scene, random, () => (kind === "paraphrase" ? first : asOften())),
    written(other, random, away, detail),
  ];
  const [one, two] = random.next() < 0.5 ? texts : [...texts].reverse();
  return { sentence1: one!, sentence2: two!, score: pairKinds[kind] };
}

/** Pairs of all kinds in equal numbers, no pair twice over both sets; the same every time. */
export function homePairs(sizes: { train: number; test: number }): { train: HomePair[]; test: HomePair[] } {
  const random = new Random(seedOf("home pairs"));
  const seen = new Set<string>();
  const kinds = Object.keys(pairKinds) as Kind[];
  const draw = (set: "train" | "test"): HomePair[] => {
    const rows: Omit<HomePair, "id">[] = [];
    while (rows.length < sizes[set]) {
      const pair = drawPair(kinds[rows.length % kinds.length]!, random);
      const key = [pair.sentence1, pair.sentence2].sort().join("\n");
      if (seen.has(key) || pair.sentence1 === pair.sentence2) continue;
      seen.add(key);
      rows.push(pair);
    }
    const shuffled = random.shuffled(rows);
    return shuffled.map((row, i) => ({ id: `${set}-${String(i + 1).padStart(4, "0")}`, ...row }));
  };
  return { test: draw("test"), train: draw("train") };
}
