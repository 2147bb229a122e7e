import type { Intent } from "./intent.ts";

export const food: Intent = {
  label: "order_food",
  shared: [
    "order {dish}(| from {restaurant})",
    "order {dish} to {place}",
    "get {dish} delivered(| at {time})",
    "(I want|we want) to order {cuisine} food",
  ],
  formal: [
    "could you (please |)order {dish} from {restaurant}?",
    "I would like to have {dish} delivered(| to {place})",
    "please place an order for {dish} and {dish}",
    "would you kindly have {restaurant} deliver {dish}?",
    "may I order {dish} for {people}?",
    "please request delivery of {dish} at {time}",
  ],
  casual: [
    "can you get me {dish}(| from {restaurant})",
    "I'm starving, order {dish}",
    "let's do {cuisine} takeout {day}",
    "get {dish} sent over to {place}",
    "order the usual from {restaurant}, plus {dish}",
    "grab {dish} for {people}, delivery",
  ],
  terse: [
    "order {dish}",
    "delivery: {dish}, {restaurant}",
    "{dish}, takeaway, {time}",
    "{dish} to {place}",
    "{cuisine} food, delivery, {people}",
    "{dish} + {dish}, {restaurant}",
  ],
  paraphrase: [
    "I am hungry, {dish} would be great",
    "have {restaurant} bring {dish} to {place}",
    "nobody wants to cook, {dish} for {people}",
    "send for {dish} from {restaurant}",
    "can somebody deliver {dish} by {time}?",
    "we take {dish} to go from {restaurant}",
  ],
  heldOut: [
    "fridge is empty, make {dish} appear at my door",
    "lunch should be {dish} today, the courier may ring twice",
    "who brings {dish} to {place}?",
    "treat us to {dish} at home",
    "{restaurant} makes good {dish}, have it brought here",
    "my stomach says {dish}",
  ],
};
