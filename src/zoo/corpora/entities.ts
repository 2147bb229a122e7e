/** @file Sentences with the names of people, places and organisations in them. */
import type { Random } from "#core/random.ts";
import { writeTemplate } from "./template.ts";

const names = {
  person: [
    ...[
      "Maria Lopez",
      "John Carter",
      "Aiko Tanaka",
      "Peter Novak",
      "Amina Diallo",
      "Lars Berg",
      "Sofia Rossi",
      "Ivan Petrov",
    ],
    ...["Grace Kim", "David Osei", "Emma Clark", "Noah Fischer", "Fatima Khan", "Luca Moretti"],
  ],
  place: [
    ...[
      "Berlin",
      "Kenya",
      "Lake Garda",
      "Brazil",
      "Kyoto",
      "Norway",
      "the Alps",
      "Chicago",
      "Lisbon",
      "Canada",
      "Mumbai",
    ],
    ...["the Nile", "Scotland", "Peru"],
  ],
  organisation: [
    ...[
      "Northwind Bank",
      "the Green Party",
      "Orbit Labs",
      "Delta Airlines",
      "Harbour United",
      "the World Fund",
      "Solar Works",
    ],
    ...["Kite Media", "the Health Board", "Blue Peak", "Atlas Motors", "River College"],
  ],
} as const;

type EntityType = keyof typeof names;

const sentences = [
  "{person} moved from {place} to {place} last year.",
  "{organisation} opened an office in {place}.",
  "{person} works for {organisation}.",
  "In {place}, {person} met the director of {organisation}.",
  "The match between {organisation} and {organisation} was played in {place}.",
  "{organisation} said on Monday that {person} will resign.",
  "{person} and {person} wrote a book about {place}.",
  "Nothing is known about the plans for the bridge.",
  "Prices rose again, said {person}.",
  "A storm hit {place} on Sunday night.",
];

export interface TaggedSentence {
  text: string;
  entities: readonly { text: string; type: EntityType }[];
}

export function drawTagged(random: Random): TaggedSentence {
  const entities: { text: string; type: EntityType }[] = [];
  const text = writeTemplate(random.pick(sentences), random, (slot) => {
    const type = slot as EntityType;
    const name = random.pick(names[type]);
    entities.push({ text: name, type });
    return name;
  });
  return { text, entities };
}

/** The answer as text: `Maria Lopez = person; Kenya = place`, or `none`. */
export const tagsAsText = ({ entities }: TaggedSentence): string =>
  entities.map(({ text, type }) => `${text} = ${type}`).join("; ") || "none";
