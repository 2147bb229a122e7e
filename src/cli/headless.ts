/** @file The built app in a headless Chromium, driven through the automation that the page offers. */
import { gunzipSync } from "node:zlib";
import { chromium, type Page } from "playwright";
import { InputError } from "#core/words.ts";
import { chromiumArgs, chromiumPath } from "#scripts/chromium.mjs";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import type { Plan } from "#study/plan.ts";
import type { StudyDocument } from "#study/results.ts";
import type { StudyFile } from "#study/study-file.ts";
import { serve } from "./serve.ts";

export interface DataFile {
  /** The dataset's name in the plan. */
  name: string;
  /** Its ending tells the format. */
  filename: string;
  text: string;
}

/** A study that the page has run. */
export interface FinishedStudy {
  /** The study as one file: `NAME.selfsame.json.gz`. */
  bytes: Uint8Array;
  document: StudyDocument;
  input: ReportInput;
}

/** The page has checked and computed all of it just now. */
function unpacked(base64: string): FinishedStudy {
  const bytes = Buffer.from(base64, "base64");
  const { plan, manifest, results, input } = JSON.parse(gunzipSync(bytes).toString()) as StudyFile & { plan: Plan };
  return { bytes, document: { schemaVersion: 1, plan, manifest, results }, input: { plan, ...input } };
}

/** What the page offers as `globalThis.selfsame`; see app/automation.ts. */
interface Automation {
  runPlan(plan: unknown, files: readonly DataFile[], onProgress: (line: string) => void): Promise<string>;
}

class App {
  constructor(readonly page: Page) {}

  /** Runs a plan in the page; a mistake in plan or data is raised as InputError. */
  async runPlan(
    plan: unknown,
    files: readonly DataFile[],
    onProgress: (line: string) => void = () => undefined,
  ): Promise<FinishedStudy> {
    await this.page.exposeFunction("selfsameProgress", onProgress);
    const crash = new Promise<never>((_, reject) => {
      this.page.on("crash", () => reject(new Error("The page crashed, probably out of memory. Use fewer rows.")));
    });
    const run = this.page.evaluate(
      async (request) => {
        const scope = globalThis as unknown as { selfsame: Promise<Automation>; selfsameProgress(line: string): void };
        try {
          const selfsame = await scope.selfsame;
          return await selfsame.runPlan(request.plan, request.files, (line) => scope.selfsameProgress(line));
        } catch (reason) {
          return { error: reason instanceof Error ? reason.message : String(reason) };
        }
      },
      { plan, files },
    );
    const outcome = await Promise.race([run, crash]);
    if (typeof outcome === "object") throw new InputError(outcome.error);
    return unpacked(outcome);
  }
}

/** Serves a built site, opens it headless, and closes both when `use` is done. */
export async function withApp<Result>(dist: string, use: (app: App) => Promise<Result>): Promise<Result> {
  const server = await serve(dist);
  const executablePath = chromiumPath();
  try {
    const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath && { executablePath }) });
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      return await use(new App(page));
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
