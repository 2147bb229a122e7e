/** @file The twelve intents, in five groups that are easily confused. */
import { alarm } from "./alarm.ts";
import { call } from "./call.ts";
import { food } from "./food.ts";
import type { Intent } from "./intent.ts";
import { message } from "./message.ts";
import { music } from "./music.ts";
import { playlist } from "./playlist.ts";
import { reminder } from "./reminder.ts";
import { route } from "./route.ts";
import { table } from "./table.ts";
import { timer } from "./timer.ts";
import { traffic } from "./traffic.ts";
import { weather } from "./weather.ts";

export const intents: readonly Intent[] = [
  ...[alarm, timer, reminder],
  ...[weather, traffic, route],
  ...[music, playlist],
  ...[message, call],
  ...[table, food],
];

export const intentLabels: readonly string[] = intents.map(({ label }) => label);
