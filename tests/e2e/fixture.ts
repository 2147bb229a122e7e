/** @file The built site in Chromium. A test fails when any request leaves the site's origin. */
import { test as base, expect } from "@playwright/test";
import { serve, type Site } from "#cli/serve.ts";
import { record, type Recorder } from "./recorder.ts";

interface Fixtures {
  /** What is served. */
  folder: string;
  /** The site, on a port of its own: each test starts with empty storage. */
  site: Site;
  recorder: Recorder;
}

export const test = base.extend<Fixtures>({
  folder: ["dist", { option: true }],
  site: async ({ folder }, use) => {
    const site = await serve(folder);
    await use(site);
    await site.close();
  },
  recorder: [
    async ({ site }, use) => {
      const recorder = await record(new URL(site.url).origin);
      await use(recorder);
      await recorder.close();
      expect(recorder.foreign, "requests that left the site's origin").toEqual([]);
    },
    { auto: true },
  ],
  proxy: async ({ recorder }, use) => use({ server: recorder.url, bypass: "<-loopback>" }),
  baseURL: async ({ site }, use) => use(site.url),
});

export { expect };
