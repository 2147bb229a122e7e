/** @file The built app in a headless Chromium, driven through the automation that the page offers. */
import { chromium, type Page } from "playwright";
import { InputError } from "#core/words.ts";
import { chromiumArgs, chromiumPath } from "#scripts/chromium.mjs";
import { serve } from "./serve.ts";

export interface DataFile {
  /** The dataset's name in the plan. */
  name: string;
  /** Its ending tells the format. */
  filename: string;
  text: string;
}

/** The files of a finished study as text. */
export interface StudyFiles {
  study: string;
  predictions: string;
  /** The study as one file, not yet compressed. */
  whole: string;
}

/** What the page offers as `globalThis.selfsame`; see app/automation.ts. */
interface Automation {
  runPlan(plan: unknown, files: readonly DataFile[], onProgress: (line: string) => void): Promise<StudyFiles>;
}

class App {
  constructor(readonly page: Page) {}

  /** Runs a plan in the page; a mistake in plan or data is raised as InputError. */
  async runPlan(
    plan: unknown,
    files: readonly DataFile[],
    onProgress: (line: string) => void = () => undefined,
  ): Promise<StudyFiles> {
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
    if ("error" in outcome) throw new InputError(outcome.error);
    return outcome;
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
