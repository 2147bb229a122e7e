/** @file A plan over several datasets or settings, and the studies of one dataset each that it stands for. */
import { InputError } from "#core/words.ts";
import { seedOf } from "#core/random.ts";
import { namedDatasets, parsePlan, type Plan } from "#study/plan.ts";

/** One real dataset in one setting: a study of its own. */
export interface Arm {
  /** Unique in its series, readable: "snips", "snips, 2 per label", "snips from banking77". */
  key: string;
  /** How many demonstrations: "2 per label", "15 in all", "no demonstrations". */
  setting: string;
  /** Where demonstrations come from where that is not the dataset's own; else null. */
  source: string | null;
  plan: Plan;
  /** The arm's plan as it was written out, before defaults. */
  document: unknown;
}

export interface SeriesPlan {
  document: unknown;
  arms: readonly Arm[];
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an entry of "data" may say besides its rows, in place of what the plan says. */
const ownFields = ["task", "card", "metric", "solve", "panel"] as const;
const listFields = ["name", "perLabel", "rows"] as const;

/** Whether a document asks for several datasets, demonstration counts or demonstration sources. */
export function isSeries(document: unknown): boolean {
  if (!isObject(document)) return false;
  const { data } = document;
  if (Array.isArray(data)) return true;
  const shown = isObject(data) ? data["demonstrations"] : undefined;
  return isObject(shown) && listFields.some((field) => Array.isArray(shown[field]));
}

/**
 * Reads a plan over several datasets.
 *
 * `data` is one entry or a list of them; an entry holds `test`, `demonstrations` and `training` as in a plan of one dataset,
 * and may have a `task`, `card`, `metric`, `solve`, `panel` and (in parts) `generate` of its own. In `demonstrations`, `name`
 * may be a list of sources, the dataset's own first, and `perLabel` or `rows` a list of counts; each combination is an arm.
 * Arms on one real dataset share a seed, so they test the same rows; arms on different ones do not.
 * @throws InputError naming the arm and what is wrong in it.
 */
export function parseSeries(document: unknown): SeriesPlan {
  if (!isObject(document)) throw new InputError("The plan is wrong: expected an object.");
  const entries: readonly unknown[] = Array.isArray(document["data"]) ? document["data"] : [document["data"]];
  if (entries.length === 0) throw new InputError(`The plan is wrong: "data" is an empty list. Name a dataset.`);
  const drafts = entries.flatMap((entry, i) => draftsOf(document, entry, entries.length > 1 ? i : null));
  const taken = new Map<string, number>();
  return {
    document,
    arms: drafts.map(({ key: wanted, ...draft }) => {
      const times = (taken.get(wanted) ?? 0) + 1;
      taken.set(wanted, times);
      const key = times === 1 ? wanted : `${wanted} (${times})`;
      try {
        return { key, ...draft, plan: parsePlan(draft.document) };
      } catch (reason) {
        if (reason instanceof InputError) throw new InputError(`${key}: ${reason.message}`);
        throw reason;
      }
    }),
  };
}

/** The arms of one entry of "data". */
function draftsOf(plan: Fields, entry: unknown, at: number | null): Omit<Arm, "plan">[] {
  const where = at === null ? `"data"` : `entry ${at + 1} of "data"`;
  if (!isObject(entry) || !isObject(entry["test"])) {
    throw new InputError(`The plan is wrong: ${where} needs "test", an object that names the dataset to test on.`);
  }
  const { test, demonstrations, training, generate, ...rest } = entry;
  const stray = Object.keys(rest).find((field) => !(ownFields as readonly string[]).includes(field));
  if (stray) throw new InputError(`The plan is wrong: "${stray}" is not a field of ${where}. Check its spelling.`);
  const name = String((test as Fields)["name"] ?? "");
  const seed = plan["seed"];
  return variantsOf(demonstrations).map(({ shown, setting, source, several }) => ({
    key: [name, ...(several.sources && source !== null ? [`from ${source}`] : []), ...(several.counts ? [setting] : [])]
      .join(", ")
      .replace(", from ", " from "),
    setting,
    source,
    document: {
      ...plan,
      ...rest,
      ...((generate !== undefined || plan["generate"] !== undefined) && {
        generate: { ...(plan["generate"] as Fields | undefined), ...(generate as Fields | undefined) },
      }),
      seed: typeof seed === "number" ? seedOf(seed, "data", name) : seed,
      data: {
        test,
        ...(shown !== undefined && { demonstrations: shown }),
        ...(training !== undefined && { training }),
      },
    },
  }));
}

interface Variant {
  shown: unknown;
  setting: string;
  source: string | null;
  several: { sources: boolean; counts: boolean };
}

/** Every source with every count. */
function variantsOf(shown: unknown): Variant[] {
  if (!isObject(shown)) {
    return [{ shown, setting: "no demonstrations", source: null, several: { sources: false, counts: false } }];
  }
  const listed = (field: string) => [shown[field]].flat();
  const counted = shown["rows"] === undefined ? "perLabel" : "rows";
  const [sources, counts] = [listed("name"), listed(counted)];
  const several = { sources: sources.length > 1, counts: counts.length > 1 };
  return sources.flatMap((name, i) =>
    counts.map((count): Variant => ({
      shown: { ...shown, name, [counted]: count },
      setting: `${String(count)} ${counted === "rows" ? "in all" : "per label"}`,
      source: i === 0 ? null : String(name),
      several,
    })),
  );
}

/** The names of the datasets that some arm reads. */
export function seriesDatasets(arms: readonly Arm[]): string[] {
  return [...new Set(arms.flatMap(({ plan }) => namedDatasets(plan)))];
}

/** What a series is called: by its user, else by its plan. */
export function seriesTitle({ document, name }: { document: unknown; name?: string }): string {
  if (name) return name;
  try {
    const { arms } = parseSeries(document);
    const tests = [...new Set(arms.map(({ plan }) => plan.data.test.name))];
    const { length } = arms[0]!.plan.models;
    const models = `${length} ${length === 1 ? "model" : "models"}`;
    return tests.length === 1
      ? `${models} on ${tests[0]} in ${arms.length} settings`
      : `${models} on ${tests.slice(0, -1).join(", ")} and ${tests.at(-1)}`;
  } catch {
    return "A plan of another version";
  }
}
