import axe from "axe-core";
import { createRawSnippet, flushSync, mount, unmount, type Component } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import "#app/tokens.css";
import Button from "#ui/Button.svelte";
import Field from "#ui/Field.svelte";
import Notice from "#ui/Notice.svelte";
import Progress from "#ui/Progress.svelte";
import Select from "#ui/Select.svelte";

const children = createRawSnippet(() => ({ render: () => "<span>Run</span>" }));
let mounted: Record<string, unknown>[] = [];

/** Components of different props in one list, so the props are checked where they are used: by the tests. */
function show(component: unknown, props: Record<string, unknown>): void {
  mounted.push(mount(component as Component<Record<string, unknown>>, { target: document.body, props }));
}

beforeEach(() => {
  document.documentElement.lang = "en";
});

afterEach(async () => {
  for (const component of mounted) await unmount(component);
  mounted = [];
});

const control = createRawSnippet((attributes: () => Record<string, string | true | undefined>) => ({
  render: () => "<input>",
  setup: (element) => {
    for (const [name, value] of Object.entries(attributes())) {
      if (value !== undefined) element.setAttribute(name, String(value));
    }
  },
}));

test("a field ties label and note to its control", async () => {
  show(Field, { label: "Rows per label", error: "Found 0, expected 1 or more.", control });
  const input = page.getByLabelText("Rows per label");
  await expect.element(input).toHaveAccessibleDescription("Found 0, expected 1 or more.");
  await expect.element(input).toHaveAttribute("aria-invalid", "true");
});

test("a select gives back what was chosen", async () => {
  const { props, chosen } = boundSelect("b");
  show(Select, props);
  await userEvent.selectOptions(page.getByLabelText("Plan"), "First");
  expect(chosen()).toBe("a");
});

/** Props with a bound value, as a parent component would hold it. */
function boundSelect(value: string) {
  return {
    chosen: () => value,
    props: {
      "aria-label": "Plan",
      options: [
        { value: "a", label: "First" },
        { value: "b", label: "Second" },
      ],
      get value() {
        return value;
      },
      set value(next: string) {
        value = next;
      },
    },
  };
}

test("a button is pressed by keyboard", async () => {
  let pressed = 0;
  show(Button, { children, onclick: () => (pressed += 1) });
  (page.getByRole("button").element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  expect(pressed).toBe(1);
});

test("all controls are accessible", async () => {
  show(Button, { children, primary: true });
  show(Button, { children, disabled: true });
  show(Select, { "aria-label": "Plan", options: [{ value: "a", label: "First" }], value: "a" });
  show(Progress, { label: "Generating", value: 0.5, detail: "120 of 240 rows" });
  show(Progress, { label: "Loading" });
  show(Notice, { role: "alert", title: "Stopped", children });
  show(Field, { label: "Rows", hint: "At least 1.", control });
  flushSync();
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
