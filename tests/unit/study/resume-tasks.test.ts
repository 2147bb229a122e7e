import "fake-indexeddb/auto";
import { afterEach, describe, expect, it } from "vitest";
import { StudyJournal } from "#storage/journal.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { predictionLines } from "#study/export.ts";
import { type FinishedRun, runFidelityStudy } from "#study/fidelity/runner.ts";
import { parsePlan } from "#study/plan.ts";
import { instructedData, instructedPlans, instructedServices } from "#support/instructed-study.ts";

const opened: SelfsameDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

/** Opens the database anew, as a reload of the page does. */
async function journalIn(name: string): Promise<StudyJournal> {
  const database = await openDatabase(name);
  opened.push(database);
  return new StudyJournal(database, "one");
}

const steps = async (name: string) => [...(await (await journalIn(name)).finishedBlocks()).keys()];

describe.each(["similarity", "entities"] as const)("a study of %s", (task) => {
  const plan = parsePlan({ ...instructedPlans[task], solve: "answer" });
  const data = instructedData(task);
  const run = async (database: string, onBlock?: (block: number) => void): Promise<FinishedRun> => {
    let block = 0;
    const journal = await journalIn(database);
    return runFidelityStudy(
      plan,
      data,
      instructedServices(journal, () => onBlock?.(++block)),
    );
  };
  const unbroken = run(`unbroken ${task}`);

  const breaks = task === "entities" ? [2, 14, 40] : [2, 16];
  it.each(breaks)("broken off at block %i and continued from its journal, ends as an unbroken run", async (at) => {
    const expected = await unbroken;
    const name = `${task} ${at}`;
    await expect(
      run(name, (block) => {
        if (block === at) throw new Error("The page was killed.");
      }),
    ).rejects.toThrow("killed");
    const before = await steps(name);
    const continued = await run(name);
    expect(continued.results).toEqual(expected.results);
    expect(predictionLines(continued.input)).toBe(predictionLines(expected.input));
    expect(before.length).toBeLessThan((await steps(name)).length);
  });

  it("asks for nothing again that its journal holds", async () => {
    await unbroken;
    let asked = 0;
    const again = await run(`unbroken ${task}`, () => void asked++);
    expect(asked).toBe(0);
    expect(again.results).toEqual((await unbroken).results);
  });
});

it("the pools of names outlast a break between the two stages of writing", async () => {
  const plan = parsePlan({ ...instructedPlans.entities, solve: "answer" });
  const data = instructedData("entities");
  const blocks: string[] = [];
  const name = "between the stages";
  const journal = await journalIn(name);
  const broken = instructedServices(journal, () => {
    if (blocks.length > 0) throw new Error("The page was killed.");
  });
  const write = broken.journal.write.bind(broken.journal);
  broken.journal.write = async (step, block, rows) => {
    await write(step, block, rows);
    if (step.startsWith("materials")) blocks.push(step);
  };
  await expect(runFidelityStudy(plan, data, broken)).rejects.toThrow("killed");
  const kept = await steps(name);
  expect(kept.some((step) => step.startsWith("materials"))).toBe(true);
  const continued = await runFidelityStudy(plan, data, instructedServices(await journalIn(name)));
  const fresh = await runFidelityStudy(plan, data, instructedServices(await journalIn("in one go")));
  expect(continued.results).toEqual(fresh.results);
});
