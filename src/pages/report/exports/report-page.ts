/** @file The report on screen as one HTML file: its text, tables and charts, without script and without a request. */

const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** Where the report stands in its own column, and charts shrink with the window. */
const ownStyle = `
body { padding: 1rem; }
main { max-width: var(--wide); margin: 0 auto; }
#report .columns { display: block; margin: 0; }
svg { max-width: 100%; height: auto; }
pre { max-width: 100%; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: var(--text-s) / 1.45 var(--mono); }
`;

/** Places whose buttons are numbers and words to read; elsewhere a button only does something. */
const reading = "td, th, li, p, dd, dt, caption, summary, svg";

function replaceWithContent(element: Element): void {
  const span = document.createElement("span");
  span.className = element.getAttribute("class") ?? "";
  span.append(...element.childNodes);
  element.replaceWith(span);
}

/** Takes away what needs the page behind it. */
function makeStill(copy: HTMLElement): void {
  for (const element of copy.querySelectorAll("dialog, nav, script, link, iframe, [data-left-out], [popover]"))
    element.remove();
  for (const choice of copy.querySelectorAll("fieldset")) {
    const made = choice.querySelector("input:checked")?.closest("label")?.textContent ?? "";
    const told = document.createElement("p");
    told.textContent = `${choice.querySelector("legend")?.textContent ?? ""} ${made.trim()}.`;
    choice.replaceWith(told);
  }
  for (const control of copy.querySelectorAll("input, select, textarea")) {
    const field = control.closest("label") ?? control.parentElement!;
    (field.querySelector("label") || field.matches("label") ? field : control).remove();
  }
  for (const button of copy.querySelectorAll("button")) {
    if (button.closest(reading)) replaceWithContent(button);
    else button.remove();
  }
  for (const link of copy.querySelectorAll("a")) {
    if (/^https?:/.test(link.getAttribute("href") ?? "")) link.rel = "noreferrer";
    else replaceWithContent(link);
  }
  for (const heading of copy.querySelectorAll("section > h2:only-child")) heading.parentElement!.remove();
  for (const details of copy.querySelectorAll("details")) details.open = true;
  for (const element of copy.querySelectorAll("[tabindex]")) element.removeAttribute("tabindex");
  for (const element of copy.querySelectorAll("[role=button]")) element.removeAttribute("role");
}

/** The copies of charts get a coordinate system, so that they can shrink. */
function letShrink(shown: HTMLElement, copy: HTMLElement): void {
  const sizes = [...shown.querySelectorAll("svg")].map((svg) => svg.getBoundingClientRect());
  [...copy.querySelectorAll("svg")].forEach((svg, i) => {
    const { width, height } = sizes[i]!;
    if (!svg.hasAttribute("viewBox")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", String(width));
    svg.setAttribute("height", String(height));
  });
}

/** The style sheets that the page has loaded, without what would fetch something. */
function styles(): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
  return rules.filter((rule) => !/url\(|@import/i.test(rule)).join("\n");
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);

export interface ReportPage {
  /** What is on screen. */
  shown: HTMLElement;
  title: string;
  plan: unknown;
  citation: string;
}

export function reportPage({ shown, title, plan, citation }: ReportPage): string {
  const copy = shown.cloneNode(true) as HTMLElement;
  letShrink(shown, copy);
  makeStill(copy);
  const css = (styles() + ownStyle).replace(/<\/style/gi, "<\\/style");
  const part = (heading: string, text: string) => `<h2>${heading}</h2>\n<pre>${escaped(text)}</pre>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${css}</style>
</head>
<body>
<main>
${copy.outerHTML}
${part("To cite this study", citation)}
${part("The plan", JSON.stringify(plan, null, 2))}
</main>
</body>
</html>
`;
}
