import { svelte } from "@sveltejs/vite-plugin-svelte";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumArgs, chromiumPath } from "./scripts/chromium.mjs";

const executablePath = chromiumPath();

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  worker: { format: "es" },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["tests/unit/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
      },
      {
        extends: true,
        resolve: { conditions: ["browser"] }, // the client's runes, not the server build
        test: { name: "state", include: ["tests/state/**/*.test.ts"], environment: "happy-dom" },
      },
      {
        extends: true,
        optimizeDeps: { include: ["@huggingface/transformers", "dexie", "papaparse"], exclude: ["onnxruntime-web"] },
        server: {
          headers: {
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Embedder-Policy": "require-corp",
          },
        },
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath && { executablePath }), args: chromiumArgs },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
