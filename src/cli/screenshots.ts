/** @file `npm run screenshots`: the README's pictures; with `--all DIR [--only NAME,NAME]` every page, for looking at. */
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { chromiumArgs, chromiumPath } from "#scripts/chromium.mjs";
import {
  allScenes,
  comparisonScene,
  furnish,
  newcomerScenes,
  type ReadmeScene,
  type Scene,
} from "./screenshots/scenes.ts";
import { serve } from "./serve.ts";

const root = resolve(import.meta.dirname, "../..");
/** Longer pages are cut: nobody looks further, and Chromium draws no more than 16,384 pixels. */
const longest = 12_000;

interface Look {
  width: number;
  dark: boolean;
}

/** Shoots one scene into a file; null, or what went wrong. */
async function shoot(
  page: Page,
  url: string,
  scene: Scene,
  { width, dark }: Look,
  file: string,
): Promise<string | null> {
  const problems: string[] = [];
  const onError = (error: Error) => problems.push(error.message.split("\n")[0]!);
  page.on("pageerror", onError);
  try {
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    await page.goto("about:blank"); // so that each scene is a fresh load
    await page.goto(`${url}#/${scene.hash}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await scene.prepare?.(page);
    await page.waitForTimeout(400); // charts draw once their width is known
    const { top, height, wide } = await extent(page, scene);
    if (wide > width) problems.push(`is ${wide} px wide at ${width} px`);
    await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: top, width, height } });
  } catch (reason) {
    problems.push((reason as Error).message.split("\n")[0]!);
  } finally {
    page.off("pageerror", onError);
  }
  return problems.length > 0 ? problems.join("; ") : null;
}

/** Where the picture lies in the page, and how wide the page is. */
async function extent(page: Page, scene: Scene): Promise<{ top: number; height: number; wide: number }> {
  const { tall, wide, scrolled } = await page.evaluate(() => ({
    tall: document.documentElement.scrollHeight,
    wide: document.documentElement.scrollWidth,
    scrolled: scrollY,
  }));
  const box = await scene.from?.(page).boundingBox({ timeout: 5_000 });
  const top = box ? Math.max(0, Math.round(box.y + scrolled - 16)) : 0;
  return { top, height: Math.min(scene.height ?? longest, tall - top), wide };
}

async function readme(page: Page, url: string): Promise<string[]> {
  const folder = join(root, "docs/screenshots");
  mkdirSync(folder, { recursive: true });
  const failed: string[] = [];
  const sizes: number[] = [];
  const take = async (scene: ReadmeScene) => {
    const file = join(folder, `${scene.name}.png`);
    const problem = await shoot(page, url, scene, { width: 1280, dark: scene.dark ?? false }, file);
    if (problem !== null) failed.push(`${scene.name}: ${problem}`);
    else sizes.push(statSync(file).size);
  };
  for (const scene of newcomerScenes) await take(scene);
  await take(comparisonScene(...(await furnish(page, url))));
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
  process.stdout.write(`Wrote ${sizes.length} pictures, ${megabytes.toFixed(2)} MB.\n`);
  return failed;
}

async function all(page: Page, url: string, folder: string, only: readonly string[]): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const scenes = allScenes(...(await furnish(page, url))).filter(
    ({ name }) => only.length === 0 || only.some((wanted) => name.startsWith(wanted)),
  );
  const failed: string[] = [];
  for (const scene of scenes) {
    for (const width of [1280, 390]) {
      for (const dark of [false, true]) {
        const name = `${scene.name}-${width}-${dark ? "dark" : "light"}`;
        const problem = await shoot(page, url, scene, { width, dark }, join(folder, `${name}.png`));
        if (problem !== null) failed.push(`${name}: ${problem}`);
      }
    }
  }
  return failed;
}

/** A window in one place and one language, whatever the machine's. */
const windowOf = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ locale: "en-GB", timezoneId: "UTC", serviceWorkers: "block" });

async function run(words: readonly string[]): Promise<string[]> {
  const after = (option: string) => (words.includes(option) ? words[words.indexOf(option) + 1] : undefined);
  const folder = after("--all");
  if (words.length > 0 && folder === undefined) {
    throw new Error("Usage: npm run screenshots [-- --all DIR [--only NAME,NAME]]");
  }
  const site = await serve(join(root, "dist"));
  const executablePath = chromiumPath();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath && { executablePath }) });
  try {
    const page = await (await windowOf(browser)).newPage();
    return folder === undefined
      ? await readme(page, site.url)
      : await all(page, site.url, resolve(folder), after("--only")?.split(",") ?? []);
  } finally {
    await browser.close();
    await site.close();
  }
}

try {
  const failed = await run(process.argv.slice(2));
  for (const line of failed) process.stderr.write(`${line}\n`);
  if (failed.length > 0) process.exitCode = 1;
} catch (reason) {
  process.stderr.write(`${reason instanceof Error ? reason.message.split("\n")[0] : String(reason)}\n`);
  process.exitCode = 1;
}
