/** @file What the figures were measured on. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { chromium } from "playwright";
import { chromiumPath } from "#scripts/chromium.mjs";

export interface Machine {
  processor: string;
  cores: number;
  memoryGib: number;
  system: string;
  node: string;
  chromium: string;
  onnxruntimeWeb: string;
  onnxruntimeNode: string;
  transformersJs: string;
}

const versionOf = (name: string): string => {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
};

export function machineFacts(): Machine {
  const browser = chromiumPath() ?? chromium.executablePath();
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    chromium: execFileSync(browser, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim(),
    onnxruntimeWeb: versionOf("onnxruntime-web"),
    onnxruntimeNode: versionOf("onnxruntime-node"),
    transformersJs: versionOf("@huggingface/transformers"),
  };
}

/** Programs that wanted to run during the last minute; above the number of cores, figures are slow and ratios doubtful. */
export const loadOfLastMinute = (): number => loadavg()[0]!;
