import { defineConfig } from "@playwright/test";
import { chromiumArgs, chromiumPath } from "./scripts/chromium.mjs";

const executablePath = chromiumPath();

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.test.ts",
  outputDir: "test-results",
  timeout: 120_000,
  forbidOnly: Boolean(process.env.CI),
  workers: 1, // studies use both cores
  reporter: "list",
  use: {
    launchOptions: { args: chromiumArgs, ...(executablePath && { executablePath }) },
  },
});
