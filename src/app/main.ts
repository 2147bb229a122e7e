import { mount } from "svelte";
import { policyHolds } from "#site/policy-check.ts";
import App from "./App.svelte";
import "./tokens.css";

const target = document.getElementById("app")!;

if (import.meta.env.DEV || (await policyHolds())) {
  mount(App, { target });
} else {
  target.textContent =
    "Selfsame did not start: this browser did not apply the page's content policy, which keeps your data in the " +
    "browser. Use a current Chrome, Edge, Firefox or Safari, and switch off extensions that change security headers.";
}
