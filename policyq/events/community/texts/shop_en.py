"""What is written in the English group of a shop: bread, fruit, candles, orders in lists."""

from __future__ import annotations

from dataclasses import replace

from policyq.events.community.texts import Tag, study_en

SLOTS: dict[str, tuple[str, ...]] = {
    "item": (
        "strawberries", "sourdough", "cinnamon rolls", "eggs", "honey", "olive oil", "candles", "wool socks",
        "coffee beans", "oranges", "cherries", "salmon", "dumplings", "yoghurt", "soap", "tea towels", "jam",
        "cheese", "brownies", "plums",
    ),
    "size": (
        "one box", "two boxes", "one bag", "two bags", "three", "a dozen", "a kilo", "the large one",
        "the small one",
    ),
    "price": ("4.50", "6", "8.90", "12", "15", "18.50", "22", "25", "30"),
    "when": (
        "today", "tomorrow", "tonight", "at noon", "this afternoon", "on Friday", "at the weekend",
        "before seven",
    ),
    "place": (
        "the shop", "the back door", "the corner", "the school gate", "the counter", "the station", "number 12",
    ),
    "taste": ("so sweet", "really fresh", "a bit sour", "huge", "well packed", "gone in a day", "worth it", "lovely"),
    "n": ("two", "three", "four", "five", "six", "eight", "ten", "twelve"),
    "number": ("07700 900123", "07700 900248", "07700 900377", "07700 900461", "07700 900555", "07700 900618"),
    "tail": ("", "", "", "", "!", " :)", " haha", "...", " 😂", " 👍", ", thanks", " 🙏"),
}  # fmt: skip

TOPICS: dict[str, tuple[str, ...]] = {
    "parcels": (
        "got my {item}, {taste}{tail}", "picked up the {item} at {place}{tail}",
        "the last {item} were {taste}{tail}", "coming to {place} {when}{tail}",
        "{item} not here yet, no rush{tail}", "thanks for leaving it at {place}",
        "one of the {item} was missing, all sorted now{tail}",
    ),
    "taste": (
        "{item} or {item}?", "the {item} are {taste}, go for it{tail}",
        "we eat {size} of {item} in {n} days{tail}", "how do you keep {item} fresh{tail}",
        "{item} with {item} is the best{tail}", "kids love the {item}{tail}",
    ),
    "waiting": (
        "missed the {item} again{tail}", "will there be {item} {when}?", "hoping for {item} {when}{tail}",
        "guests {when}, need {size} of {item}{tail}", "the {item} sell out so fast{tail}",
    ),
    "home": (
        "raining {when}, drive safely{tail}", "{item} for dinner{tail}", "parking at {place} is awful{tail}",
        "roadworks near {place}{tail}", "baked with the {item}, {taste}{tail}", "anyone at {place}?",
    ),
    "prices": (
        "{price} for {item} is fair{tail}", "{item} are {price} at the market{tail}",
        "{size} for {price}, not bad{tail}", "{item} were {price} last month{tail}",
        "everything is dearer before the holidays{tail}",
    ),
}  # fmt: skip

TEXTS = replace(
    study_en.TEXTS,
    slots=SLOTS,
    topics=TOPICS,
    chorus=("+1", "paid", "thanks!", "yum", "congrats!", "me too", "picked up", "happy holidays!", "so good"),
    welcome=(
        "hi, my neighbour added me", "new here, how do I order?", "hello, just joined",
        "hi all, here for the bread",
    ),
    night=(
        "can I still order?", "awake and hungry for {item}", "any {item} left?",
        "just off work, are {item} still on {when}?", "forgot to pick up my {item}", "anyone up?",
    ),
    notices=(
        "[today] {item}, {size} for {price}, order before seven",
        "[in] {item} are here, pick up at {place} {when}", "[new] {item}, {price}",
        "[lunch] {item} with {item}, {price}", "[evening] last {item}, {price} while they last",
        "[note] closed for stocktaking {when}",
    ),
    links=(
        "menu: {link}", "recipe for {item} {link}", "order form {link}", "{link}",
        "where the {item} come from {link}",
    ),
    off_topic=(
        "{item} for {price} here {link}", "cheaper over there {link}", "{link} same {item}",
        "please vote for my kid {link}", "{link}", "flash sale on {item} {link}",
    ),
    mass=(
        "@all who shares {item}?", "@all vote for my kid please", "@all anyone at {place}?",
        "@all look at my {item}",
    ),
    mention=(
        "@{name} your {item} are at {place}", "@{name} how were the {item}?", "@{name} thanks{tail}",
        "@{name} could you bring {size}{tail}", "@{name} pick up together {when}?",
    ),
    questions=(
        "how much are the {item}?", "what is the price of {size} of {item}?", "are {item} in stock?",
        "can you deliver to {place} {when}?", "any {item} left?", "do you take cards?",
        "what if the {item} are bad?", "any discount on {size}?", "when did the {item} come in?",
        "where is my order of {item}?", "can I swap the {item}?",
    ),
    answers=(
        "{price} for {size}", "in stock, out {when}", "yes, to {place} {when}",
        "sold out, again {when}", "bad ones are replaced, send a photo", "fresh in {when}",
        "{price} is the best I can do{tail}", "cards are fine",
    ),
    orders=(
        "{size} of {item} please", "I take {size} of {item}{tail}", "{item}, {size}, pick up {when}",
        "add {size} of {item}", "ordering {item}, leave it at {place}",
    ),
    confirmations=(
        "noted, ready {when}", "keeping {size} for you", "paid, thanks, out {when}", "done{tail}",
        "at {place} {when}",
    ),
    chains=(
        "group order: {item}, {size} for {price}, closes {when}",
        "list for {item}, {price}, pick up at {place}", "shared order of {item}, from {n} people on",
    ),
    entries=("{size}", "1", "2", "3", "{size}, pick up {when}", "{size} to {place}"),
    photos=("looks so good{tail}", "how much is this?", "want {size}", "lovely colour", "{taste}, I bet"),
    complaints=(
        "I want to complain, half of the {item} were rotten", "{n} days late, this is a complaint",
        "the wrong {item} again, I complain",
    ),
    tickets=(
        "so sorry, {size} on us {when}", "noted, sorting it out now",
        "sorry, send a photo and you get money back",
    ),
    promotions=(
        "[promo] I sell {item} too, {price}", "[promo] my sister's shop has {item}, {price} for {size}",
        "[promo] new shop of mine, {item} {price}", "[promo] {item} from my garden, {price}",
        "[promo] unopened {item}, {price}", "[promo] bringing {item} from abroad, {price}",
    ),
    disputes=(
        "I want a refund for the {item}", "where is my refund, it has been {n} days", "these {item} are a joke",
        "only half back? why?", "never again", "I will tell trading standards",
    ),
    soothing=(
        "we sort it out {when}", "bad ones are refunded, promise", "would {size} more be all right?",
        "the refund is on its way",
    ),
    private=("ring me on {number} when it is here", "{number}, leave the {item} at {place}"),
    nicks=(
        "breadlover", "number12", "plumjam", "tomsmum", "cornerhouse", "gardengate", "teapot", "sunny", "baker",
        "oatmeal", "threekids", "lemon",
    ),
    groups=(
        "Corner Bakery", "Fruit Box", "Farm Shop", "Candle Studio", "Fish Van", "Cheese Club", "Knit Shop",
        "Coffee Roasters",
    ),
    hosts=("www.etsy.com", "shop.square.site", "docs.google.com", "forms.gle", "www.instagram.com"),
    tags=(
        Tag("shopkeeper", "owner", 1.0), Tag("support", "admin", 1.0), Tag("seller", "member", 0.04),
        Tag("partner", "member", 0.01),
    ),
)  # fmt: skip
