import { createRawSnippet, mount, unmount } from "svelte";
import { expect, test } from "vitest";
import FileDrop from "#ui/FileDrop.svelte";

test.each([false, true])("a dropped file is taken unless the place is disabled (%s)", async (disabled) => {
  const taken: string[] = [];
  const take = (file: File) => Promise.resolve(taken.push(file.name));
  const children = createRawSnippet(() => ({ render: () => "<span>Here</span>" }));
  const shown = mount(FileDrop, { target: document.body, props: { take, disabled, children } });
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["a"], "mine.csv"));
  const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
  document.querySelector("span")!.dispatchEvent(drop);
  expect(drop.defaultPrevented).toBe(true); // the page stays
  expect(taken).toEqual(disabled ? [] : ["mine.csv"]);
  await unmount(shown);
});
