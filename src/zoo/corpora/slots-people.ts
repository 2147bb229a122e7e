/** @file People, and what one tells them. */
export const peopleSlots = {
  person: [
    ...["Anna", "my mom", "Ben", "Dr. Keller", "Sara", "my boss", "Tom", "the plumber", "Leila", "grandma", "Jonas"],
    ...["my sister", "Priya", "Uncle Raj", "Marek", "the office", "Chloe", "my landlord", "Omar", "Aunt Mei", "Felix"],
    ...["the babysitter", "Nina", "my brother", "Hugo", "the dentist", "Ines", "my neighbour", "Kofi", "Elif"],
    ...["the vet", "Yuki", "my roommate", "Sven", "grandpa", "Rosa", "the school", "Tariq", "my cousin", "Beatriz"],
  ],
  content: [
    ...[
      "I am running late",
      "dinner is at eight",
      "I will be there in 10 minutes",
      "happy birthday",
      "the meeting moved",
    ],
    ...["the keys are under the mat", "I miss you", "we need more milk", "the train is delayed", "good luck today"],
    ...["I booked the table", "call me when you can", "the alarm went off again", "I found your jacket"],
    ...[
      "we are out of coffee",
      "the weather is awful here",
      "traffic is terrible",
      "I love that song",
      "see you on Friday",
    ],
    ...["the parcel arrived", "I am stuck at work", "bring an umbrella", "thanks for lunch", "the game is cancelled"],
    ...["my phone is almost dead", "I left the oven on", "the doctor said yes", "please bring the charger"],
    ...["the kids are asleep", "save me a seat", "we missed the bus", "congratulations on the job"],
  ],
} as const;
