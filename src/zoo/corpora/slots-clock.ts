/** @file Times, days, durations, and what they are for. */
export const clockSlots = {
  time: [
    ...["6:30", "7", "quarter to eight", "8:15", "half past six", "5:45", "nine", "10:20", "noon", "6 a.m."],
    ...["7:10", "eight thirty", "4:50", "11", "twenty past seven", "9:05", "ten to six", "3 p.m.", "12:30", "8 sharp"],
    ...["five thirty", "6:55", "half eleven", "7:40", "a quarter past nine", "2:35", "midnight", "4 in the morning"],
  ],
  day: [
    ...["tomorrow", "on Monday", "today", "on Friday", "this evening", "on Sunday", "tonight", "on Wednesday"],
    ...["tomorrow morning", "this weekend", "on Saturday", "this afternoon", "next Tuesday", "later today"],
    ...["on Thursday", "tomorrow night", "next week", "the day after tomorrow", "on Monday night", "on my day off"],
  ],
  duration: [
    ...["10 minutes", "5 minutes", "an hour", "45 seconds", "20 minutes", "half an hour", "90 seconds", "3 minutes"],
    ...[
      "15 minutes",
      "two hours",
      "25 minutes",
      "a minute",
      "30 seconds",
      "40 minutes",
      "12 minutes",
      "an hour and a half",
    ],
    ...["8 minutes", "three quarters of an hour", "35 minutes", "6 minutes", "55 minutes", "four hours"],
    ...["22 minutes", "a minute and a half", "50 seconds", "18 minutes"],
  ],
  cooking: [
    ...["the pasta", "the eggs", "my tea", "the bread", "the laundry", "the rice", "the cake", "my workout"],
    ...["the potatoes", "the face mask", "the pizza", "a nap", "the cookies", "my stretching", "the oven", "the soup"],
    ...["the lentils", "the dumplings", "the hair dye", "the washing", "the roast", "my plank"],
  ],
  chore: [
    ...["water the plants", "call the dentist", "pay the rent", "take out the bins", "buy milk", "feed the cat"],
    ...["send the report", "pick up the parcel", "renew my passport", "book the vet", "return the library books"],
    ...[
      "take my vitamins",
      "charge the car",
      "text my sister",
      "order new filters",
      "walk the dog",
      "defrost the fish",
    ],
    ...["sign the school form", "back up my phone", "check the mailbox", "cancel the subscription", "iron a shirt"],
    ...["message the landlord", "collect the dry cleaning", "turn off the heating", "bake the birthday cake"],
    ...["check the tyre pressure", "print the tickets", "phone the insurance", "lock the bike shed"],
  ],
  purpose: [
    ...["the early shift", "my flight", "school", "the gym", "church", "the morning run", "my exam", "the first train"],
    ...["work", "yoga", "the interview", "the school bus", "swimming", "the market", "breakfast with my parents"],
    ...["the job fair", "the ferry", "rowing practice", "the night bus", "the bakery shift"],
  ],
} as const;
