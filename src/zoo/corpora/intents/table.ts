import type { Intent } from "./intent.ts";

export const table: Intent = {
  label: "book_table",
  shared: [
    "book a table for {people}(| at {restaurant})",
    "reserve a table at {restaurant} {day}",
    "(book|get) a table at {restaurant} for {time}",
    "table for {people} {day} at {time}",
  ],
  formal: [
    "could you (please |)reserve a table for {people} at {restaurant}?",
    "I would like to book a table at {restaurant} {day}",
    "please make a reservation for {people} at {time}",
    "would you kindly find us {cuisine} dining for {people} {day}?",
    "may I have a reservation at {restaurant}(| for {people})?",
    "please arrange seats for {people} in a {cuisine} restaurant in {city}",
  ],
  casual: [
    "can you get us a table at {restaurant}(| {day})",
    "we're {people}, find a {cuisine} place {day}",
    "grab a spot at {restaurant} for {people}",
    "book {restaurant} for {day}, {people}",
    "wanna eat out {day}, get a table somewhere {cuisine}",
    "any room for {people} at {restaurant} {day}",
  ],
  terse: [
    "table {people}, {restaurant}",
    "reservation {restaurant} {time}",
    "{restaurant}, {people}, {day}",
    "book {cuisine}, {city}, {people}",
    "{cuisine} place, {day}, {people}",
    "table {day} {time}",
  ],
  paraphrase: [
    "are there seats for {people} at {restaurant} {day}?",
    "we would love to have dinner at {restaurant} {day}",
    "tell {restaurant} that we come {day}, {people}",
    "{people} want to eat {cuisine} in {city}, reserve something",
    "is {restaurant} free for us at {time}?",
    "put my name down at {restaurant} for {time}",
  ],
  heldOut: [
    "save us a corner at {restaurant} {day}",
    "does {restaurant} still have chairs for {people}?",
    "it is our anniversary {day}, we dine at {restaurant}",
    "who can seat {people} {day} in {city}?",
    "hold a place by the window at {restaurant} for {people}",
    "let us sit down at {restaurant} at {time}",
  ],
};
