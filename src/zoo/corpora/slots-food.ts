/** @file Dishes, cuisines, restaurants (all invented) and parties. */
export const foodSlots = {
  dish: [
    ...["a mushroom pizza", "two burgers", "chicken soup", "a large salad", "vegetable noodles", "fish and chips"],
    ...[
      "a cheese sandwich",
      "pancakes",
      "three tacos",
      "fried rice",
      "a lentil curry",
      "a bowl of ramen",
      "spring rolls",
    ],
    ...[
      "a tuna wrap",
      "garlic bread",
      "a pot of chili",
      "sweet potato fries",
      "an apple pie",
      "four bagels",
      "a falafel plate",
    ],
    ...["pumpkin soup", "a beef stew", "two calzones", "rice pudding", "a kebab", "onion rings", "a plate of gnocchi"],
  ],
  cuisine: [
    ...[
      "Italian",
      "Thai",
      "Mexican",
      "Indian",
      "Greek",
      "Japanese",
      "vegan",
      "Turkish",
      "Korean",
      "Spanish",
      "seafood",
    ],
    ...["Lebanese", "Vietnamese", "Ethiopian", "Peruvian", "Georgian"],
  ],
  restaurant: [
    ...[
      "the Copper Spoon",
      "Casa Lima",
      "the Old Mill",
      "Green Plate",
      "Harbour Kitchen",
      "Little Basil",
      "the Blue Door",
    ],
    ...["Noodle Corner", "the Fig Tree", "Mama Rosa", "the Salt House", "Sunny Side", "the Tin Roof", "Pepper and Rye"],
    ...["Olive Yard", "the Lantern", "Brick Lane Grill", "Saffron Hall", "the Crooked Fork", "Two Plums"],
  ],
  people: [
    ...["two", "four", "six people", "three", "five guests", "eight", "a party of ten", "two adults and a child"],
    ...["seven people", "my parents and me", "12 guests", "nine", "our team of 15", "two couples", "11 friends"],
    ...["a family of five", "the two of us", "14 colleagues", "a dozen", "three adults and a baby"],
  ],
} as const;
