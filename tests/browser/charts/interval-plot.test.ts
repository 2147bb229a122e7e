import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import "#app/tokens.css";
import { difference } from "#charts/format.ts";
import IntervalPlot from "#charts/IntervalPlot.svelte";

let plot: Record<string, unknown>;

afterEach(() => unmount(plot));

function draw(width: number) {
  document.body.style.width = `${width}px`;
  plot = mount(IntervalPlot, {
    target: document.body,
    props: {
      title: "Score points",
      summary: "2 intervals of 95%, n 40: 1 above zero, 0 below, 1 undefined.",
      domain: [-0.1, 0.3],
      write: difference,
      rows: [
        { label: "above", measure: { estimate: 0.2, low: 0.1, high: 0.3, n: 40 } },
        { label: "around", measure: { estimate: 0, low: -0.1, high: 0.1, n: 40 } },
        { label: "undefined", measure: { estimate: null, low: null, high: null, n: 40, reason: "No rivals." } },
      ],
    },
  });
}

const at = (element: Element, name: string) => Number(element.getAttribute(name));

test.each([700, 340])("draws every interval around zero, %i px wide", async (width) => {
  draw(width);
  const image = page.getByRole("img");
  await expect.element(image).toHaveAccessibleName(/Score points.*1 above zero/);
  const svg = image.element();
  const zero = at(svg.querySelector(".zero")!, "x1");
  const [above, around] = [...svg.querySelectorAll(".interval")];
  const middle = (line: Element) => (at(line, "x1") + at(line, "x2")) / 2;
  expect(middle(around!)).toBeCloseTo(zero, 3);
  expect(at(above!, "x1")).toBeCloseTo(at(around!, "x2"), 3); // both end at .1
  expect(middle(above!) - zero).toBeCloseTo(2 * (at(around!, "x2") - zero), 3);
  expect([...svg.querySelectorAll("circle")].map((dot) => dot.classList.contains("filled"))).toEqual([true, false]);
  expect([...svg.querySelectorAll(".number")].map((text) => text.textContent.trim())).toEqual(["+.200", ".000", "–"]);
  expect(svg.getBoundingClientRect().right).toBeLessThanOrEqual(width + 8);
});
