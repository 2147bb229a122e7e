import { flushSync, mount, unmount } from "svelte";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import NumberInput from "#ui/NumberInput.svelte";

test("a number that arrives while another is typed does not mix with it", async () => {
  const taken: (number | undefined)[] = [];
  const props = $state({ min: 1, max: 500, value: 5, change: (value: number | undefined) => void taken.push(value) });
  const shown = mount(NumberInput, { target: document.body, props });
  const input = page.getByRole("spinbutton");
  await userEvent.click(input);
  await userEvent.keyboard("{Control>}a{/Control}1");
  props.value = 7;
  flushSync();
  await userEvent.keyboard("0{Tab}");
  expect(taken).toEqual([10]);
  await expect.element(input).toHaveValue(7); // what the owner of the value has made of it
  await userEvent.fill(input, "9000");
  await userEvent.keyboard("{Tab}");
  expect(taken).toEqual([10, 500]);
  await unmount(shown);
});
