"""What is written in an English group of a hobby: rides, hikes, photographs, board games, meetings."""

from __future__ import annotations

from dataclasses import replace

from policyq.events.community.texts import Tag, study_en

SLOTS: dict[str, tuple[str, ...]] = {
    "sport": (
        "ride", "hike", "night run", "climb", "camp", "photo walk", "board game night", "badminton", "birding",
        "swim",
    ),
    "gear": (
        "helmet", "tripod", "tent", "lens", "road bike", "boots", "racket", "rain jacket", "backpack",
        "headlamp", "filter",
    ),
    "place": (
        "the lake", "the ridge", "the river path", "the old town", "the park", "the reservoir", "the coast",
        "the hall",
    ),
    "when": ("today", "tomorrow", "on Saturday", "on Sunday", "next week", "tonight"),
    "past": ("yesterday", "last night", "last weekend", "at dawn", "this morning"),
    "n": ("two", "three", "four", "five", "six", "eight", "ten", "fifteen", "twenty", "thirty", "forty"),
    "feel": (
        "what a view", "my legs are gone", "so windy", "too crowded", "worth every minute", "freezing",
        "again please",
    ),
    "skill": (
        "pace", "cadence", "framing", "exposure", "footwork", "shutter speed", "route planning", "editing",
        "breathing",
    ),
    "food": ("burgers", "ramen", "pizza", "pie", "curry", "ice cream", "pancakes"),
    "number": ("07700 900123", "07700 900248", "07700 900377", "07700 900461", "07700 900555", "07700 900618"),
    "tail": ("", "", "", "", "!", " haha", "...", " 😂", " 👍", " 🔥", " :)"),
}  # fmt: skip

TOPICS: dict[str, tuple[str, ...]] = {
    "outings": (
        "{sport} at {place} {past}, {feel}{tail}", "{n} km around {place}, {feel}", "anyone at {place} {when}?",
        "is {place} open {when}?", "bad weather {when}, let's take {place}{tail}",
        "met half of you at {place}{tail}", "{food} after the {sport}{tail}",
        "parking at {place} is fine{tail}",
    ),
    "gear": (
        "which {gear} under {n} hundred?", "my {gear} lasted {n} years{tail}",
        "new {gear} arrived, trying it {when}{tail}", "{gear} or {gear} first?", "broke my {gear}{tail}",
        "a lighter {gear} changes everything{tail}",
    ),
    "skills": (
        "how do you practise {skill}?", "my {skill} is stuck{tail}", "{skill} takes {n} months, be patient",
        "{n} minutes of {skill} {past}{tail}", "does the {gear} matter for {skill}?",
        "how did you do the {skill} here?",
    ),
    "showing": (
        "taken at {place} {past}{tail}", "{n} km done{tail}", "first {sport} ever, {feel}",
        "sunset at {place}{tail}", "personal best {past}{tail}", "sorted the pictures from {past}{tail}",
    ),
    "chat": (
        "{food} {when}?", "can't work, thinking of the {sport}{tail}",
        "bought another {gear}, tell nobody{tail}", "stuck at work {when}, no {place} for me{tail}",
        "{n} days without a {sport}{tail}", "who lives near {place}?",
    ),
    "beginners": (
        "new to this, what do I need for a {sport}?", "rent a {gear} or buy one?",
        "is {place} all right for beginners?", "somebody will guide you at {place}{tail}",
        "{n} times and you get it{tail}",
    ),
}  # fmt: skip

TEXTS = replace(
    study_en.TEXTS,
    slots=SLOTS,
    topics=TOPICS,
    chorus=(
        "+1", "hahaha", "wow", "stunning", "let's go", "welcome!", "happy birthday!", "home safe", "so jealous",
        "well done",
    ),
    welcome=(
        "hi, a friend added me", "new to all this, hello", "hello everyone, west side here",
        "hi, lurking and learning",
    ),
    night=(
        "still editing pictures{tail}", "can't sleep, looking at the pictures from {past}",
        "early {sport} people are asleep, right?", "just ordered a {gear}", "hungry, want {food}",
        "anyone still awake?",
    ),
    notices=(
        "[event] {sport} at {place} {when}, add your name to the list", "[change] {when} we meet at {place}",
        "[reminder] helmets on, safety first", "[notice] theme of the month: {place}",
        "[event] {food} after the {sport} {when}",
    ),
    links=(
        "track around {place} {link}", "good video on {skill} {link}", "review of the {gear} {link}", "{link}",
        "album {link}",
    ),
    off_topic=(
        "please click {link}", "{link}", "gossip of the day {link}", "who wins tonight? {link}",
        "voucher {link}", "vote for me {link}",
    ),
    mass=(
        "@all who is at {place} {when}?", "@all vote for me", "@all anyone selling a {gear}?",
        "@all look at my picture",
    ),
    mention=(
        "@{name} {place} {when}?", "@{name} send me the pictures{tail}", "@{name} how heavy is your {gear}?",
        "@{name} home yet?", "@{name} teach me {skill}{tail}",
    ),
    questions=(
        "any places left for the {sport} {when}?", "where do we meet at {place}?",
        "is it on if it rains {when}?", "can beginners join the {sport}?", "what does it cost?",
        "can I rent a {gear}?",
    ),
    answers=(
        "{n} places left", "at the gate of {place}", "moved if it rains", "sure, somebody guides you",
        "we split the bill", "I can lend you a {gear}",
    ),
    orders=(
        "one club shirt, size L", "I take the {gear} too", "membership for this year",
        "paid for the {sport} {when}",
    ),
    confirmations=("noted", "you are in", "bringing it {when}"),
    chains=(
        "{sport} at {place} {when}, add your name", "{food} after the {sport}, add your name",
        "shared cars to {place}, add your name",
    ),
    entries=("in", "+1", "bringing a {gear}", "driving, three seats", "half an hour late", "two of us"),
    photos=(
        "stunning{tail}", "what a light", "is that {place}?", "which {gear}?", "new wallpaper{tail}",
        "take me along{tail}",
    ),
    complaints=("the guide did not turn up, I complain", "paid and nobody said it was off, this is a complaint"),
    tickets=("sorry, you get it all back", "asking the guide now", "noted, you hear from me {when}"),
    promotions=(
        "[event] my {sport} at {place} {when}, {n} people, tell me if you come", "[event] {sport} {when}",
        "selling my {gear}, like new, {n} hundred", "I run a {sport} club, cheaper for you",
        "my guest house near {place}, ten percent off", "portraits by me, {n} hundred",
        "passing on my yearly ticket, {n} hundred", "lessons in {skill}, first one free",
    ),
    disputes=("I want my fee back", "off again? you said {n} people are enough", "when do I get the deposit back?"),
    soothing=("everybody gets the fee back", "it was the weather, sorry", "the bill is in the folder"),
    private=("my number for {when}: {number}", "call {number} at {place}"),
    nicks=(
        "tailwind", "ridgewalker", "slowshutter", "nightrunner", "mapnerd", "northstar", "puddle", "kestrel",
        "freewheel", "campfire",
    ),
    groups=(
        "Sunday Riders", "Ridge Walkers", "Photo Walk", "Board Games", "Night Runners", "Shuttlecocks",
        "Bird Watch", "Campers",
    ),
    hosts=(
        "www.youtube.com", "www.strava.com", "www.komoot.com", "www.flickr.com", "en.wikipedia.org",
        "www.meetup.com",
    ),
    tags=(
        Tag("guide", "admin", 0.5), Tag("guide", "member", 0.02), Tag("teacher", "member", 0.01),
        Tag("speaker", "guest", 1.0),
    ),
)  # fmt: skip
