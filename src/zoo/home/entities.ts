/** @file Sentences of a town's news with names made up for them: none of the names or wordings come from the zoo's corpora. */
import { Random, seedOf } from "#core/random.ts";
import { writeTemplate } from "#zoo/corpora/template.ts";

const names = {
  person: {
    train: ["Otto Vance", "Mira Sandoval", "Jun Okafor", "Petra Lindqvist", "Samir Haddad", "Greta Bloom", "Tomas Reyes", "Nia Adeyemi", "Viktor Hale", "Lena Marsh", "Paolo Ricci", "Hana Sato", "Cole Whitman", "Ines Duarte", "Rufus", "Old Mrs. Penn"], // prettier-ignore
    test: ["Wanda Kessler", "Idris Bello", "Maeve Doyle", "Anton Grube", "Yuki Mori", "Carmen Solis", "Felix Brandt", "Zara Qureshi", "Hugo Lemaire", "Tess Calloway", "Benno", "Dr. Amal Nasser", "Ruth Okoye", "Nils Ek", "Rosa Vidal", "Jasper Cole"], // prettier-ignore
  },
  place: {
    train: ["Millbrook", "Harrow Lane", "the Old Harbour", "Fenwick Park", "Stonebridge", "Lower Ashby", "Cedar Hill", "Market Square", "Lake Tannis", "Port Elden"], // prettier-ignore
    test: ["Wexley", "Tulip Street", "the North Pier", "Ravenfield", "Saint Orla", "Upper Denham", "Pine Ridge", "Castle Green", "Lake Morrow", "Bay of Lorne", "Elmsworth"], // prettier-ignore
  },
  organisation: {
    train: ["the Riverside Choir", "Brightwell Dairy", "Ashby Rovers", "Lantern Books", "the Tenants' League", "Hilltop School", "Copper Kettle Ltd", "Marlow & Sons", "the Rowing Club"], // prettier-ignore
    test: ["the Garden Society", "Foxglove Bakery", "Wexley Wanderers", "Quill Press", "the Ferry Company", "Saint Orla Hospital", "Tidewater Bank", "Pike Brothers", "the Chess Circle", "Denham Glass"], // prettier-ignore
  },
} as const;

type Type = keyof typeof names;

/** Of each set its own wordings, and some that both share. */
const templates = {
  train: [
    "{person} will run the summer fair at {place}(| again| for the first time| this August).",
    "(Volunteers|Six volunteers|Young members) of {organisation} (cleaned|painted|guarded) {place} on (Thursday|Friday night|the first of May).",
    "After (ten|two|thirty) years {person} is leaving {organisation}(|, which came as a surprise).",
    "The (road|footpath|cycle lane) from {place} to {place} is (closed until May|open again|being widened).",
    "{organisation} has hired {person} and {person}(| as cooks| for the winter| to mend the roof).",
    "Who has (seen|found|fed) the (cat|parrot|grey dog) of {person} near {place}?",
    "The council (turned down|likes|will vote on) a plan by {organisation}(| to cut down the limes| for a skate park).",
    "Bring a (coat|torch|warm hat): it will be (cold|dark|windy) tonight.",
  ],
  test: [
    "{person} opened the new (library|pool|workshop|tram stop) in {place} (yesterday|at noon|with a short speech).",
    "Members of {organisation} met {person} (at|near|outside) {place}(| for tea| to talk about the bridge).",
    "A (letter|poem|complaint) from {person} to {organisation} was (read aloud|printed in full|never answered).",
    "(Trains|Buses|Ferries) between {place} and {place} (run late this week|cost more from June|are full of hikers).",
    "{organisation} (lost its match against|lent a piano to|shares a stall with) {organisation}(| on Tuesday| once more).",
    "“We are (proud|tired|fond) of {person},” said a (speaker|cook|driver) for {organisation}.",
    "(Nobody was hurt|Two cars were hit|A fence broke) when a (tree|chimney|crane) fell in {place}.",
    "The price of (bread|stamps|firewood) has (not changed|doubled|fallen a little) since (last year|the spring).",
    "At {place}, {person} (sold more tickets|baked more pies|caught more fish) than {organisation}.",
    "{person}, {person} and {person} (share the prize|left early|will sing a trio)(|, as in the year before).",
    "(Was|Is) it {person} who (owns|sold|photographed) the mill in {place}?",
    "For sale: a (bicycle|rowing boat|set of chairs), hardly used, (ask at the bakery|call after six).",
  ],
  both: [
    "{person} thanked {organisation} for the (flowers|loan|long wait|songs).",
    "There is a (flea market|concert|chess evening) in {place} on (Sunday|Saturday|the last Monday of the month).",
    "{organisation} (moves|sends a van|lends chairs) to {place} (next month|every week|in autumn).",
    "{person} (grew up|fell ill|keeps bees|bought a shed) in {place}.",
    "Lost: a (blue|torn|small) umbrella and (two gloves|a red scarf|an old map).",
    "{person} spoke to {organisation} about (the noise in|the lamps of|a walk around) {place}.",
  ],
} as const;

export interface HomeSentence {
  id: string;
  text: string;
  entities: [start: number, end: number, type: Type][];
}

type SetName = "train" | "test";

function drawSentence(set: SetName, random: Random): Omit<HomeSentence, "id"> {
  const chosen = random.pick([...templates[set], ...templates.both]);
  const template = writeTemplate(chosen, random, (slot) => `{${slot}}`);
  const entities: HomeSentence["entities"] = [];
  const used = new Set<string>();
  let text = "";
  let at = 0;
  for (const slot of template.matchAll(/\{(\w+)\}/gu)) {
    const type = slot[1] as Type;
    const name = random.pick(names[type][set].filter((candidate) => !used.has(candidate)));
    used.add(name);
    text += template.slice(at, slot.index);
    // At the start of a sentence "the Rowing Club" begins with a capital.
    const placed = text === "" ? name.charAt(0).toUpperCase() + name.slice(1) : name;
    entities.push([text.length, text.length + placed.length, type]);
    text += placed;
    at = slot.index + slot[0].length;
  }
  return { text: text + template.slice(at), entities };
}

/** Sentences without a text twice over both sets, names of the one never in the other; the same every time. */
export function homeSentences(sizes: Readonly<Record<SetName, number>>): Record<SetName, HomeSentence[]> {
  const seen = new Set<string>();
  const draw = (set: SetName): HomeSentence[] => {
    const random = new Random(seedOf("home sentences", set));
    const rows: HomeSentence[] = [];
    while (rows.length < sizes[set]) {
      const sentence = drawSentence(set, random);
      if (seen.has(sentence.text)) continue;
      seen.add(sentence.text);
      rows.push({ id: `${set}-${String(rows.length + 1).padStart(4, "0")}`, ...sentence });
    }
    return rows;
  };
  return { test: draw("test"), train: draw("train") };
}
