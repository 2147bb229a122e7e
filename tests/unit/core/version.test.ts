import { expect, it } from "vitest";
import { selfsameVersion } from "#core/version.ts";
import packageFile from "../../../package.json" with { type: "json" };

it("names the version of package.json in manifests", () => {
  expect(selfsameVersion).toBe(packageFile.version);
});
