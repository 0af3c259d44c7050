"""What an English-speaking study group writes: templates and what fills them. Written here."""

from __future__ import annotations

from policyq.events.community.texts import Tag, Texts

SLOTS: dict[str, tuple[str, ...]] = {
    "course": (
        "calculus", "linear algebra", "statistics", "organic chemistry", "biology", "macro",
        "data structures", "operating systems", "physics", "history", "philosophy", "anatomy",
        "databases", "discrete maths", "psychology",
    ),
    "who": ("everyone", "all", "guys", "folks", "anyone", "team"),
    "book": (
        "the textbook", "the workbook", "the past papers", "the slides", "my notes", "the reader",
        "the problem set", "the flashcards", "the study guide", "the mock exam",
    ),
    "part": ("chapter 1", "chapter 2", "chapter 4", "chapter 7", "the intro", "section 3", "the last unit"),
    "n": ("two", "three", "four", "five", "six", "eight", "ten", "twelve", "twenty", "thirty", "fifty"),
    "when": ("today", "yesterday", "tomorrow", "this morning", "tonight", "this week", "next week", "later"),
    "place": ("the library", "the lab", "home", "the cafe", "room 204", "the dorm", "the study hall"),
    "food": ("pizza", "noodles", "tacos", "salad", "coffee", "soup", "sandwiches", "curry"),
    "mood": ("a bit nervous", "pretty calm", "so tired", "happy", "stressed", "fine", "motivated"),
    "thing": (
        "integrals", "eigenvalues", "hypothesis tests", "recursion", "graph search", "titration",
        "mitosis", "supply curves", "normal forms", "page tables", "proofs", "essay questions",
        "vectors", "limits", "scheduling", "memory models",
    ),
    "number": ("07700 900123", "07700 900248", "07700 900377", "07700 900461", "07700 900555", "07700 900618"),
    "tail": ("", "", "", "", "!", " :)", " haha", "...", " lol", " 😂", " 💪", ", thanks", " though"),
}  # fmt: skip

TOPICS: dict[str, tuple[str, ...]] = {
    "revision": (
        "finished {part} of {course} {when}{tail}", "{thing} are harder than I thought{tail}",
        "how far are you in {course}?", "I am only at {part}, {mood}{tail}",
        "did {n} pages of {book}{tail}", "plan for {when}: {n} problems on {thing}",
        "I read {book} first and do the problems after", "{part} of {book} is tougher than the exam",
        "got {n} questions on {thing} wrong again{tail}", "{course} first, {course} after{tail}",
        "my summary of {part} is done{tail}", "finally understood {thing}{tail}",
        "is {course} worth more marks than {course}?", "{n} days for {course} should be enough{tail}",
    ),
    "questions": (
        "can {who} explain {thing}?", "who has solved question {n} in {book}?",
        "why do we need {thing} in {part}?", "I think the answer in {book} is wrong{tail}",
        "which edition of {book} do you use?", "you substitute first, then differentiate{tail}",
        "question {n} is B, there is one like it in {book}", "draw it, {thing} get easier{tail}",
        "look at line {n} of the solution{tail}", "got it now, cheers{tail}",
        "no idea about {thing} either{tail}", "was {part} covered {when}?",
    ),
    "checkin": (
        "day {n} done{tail}", "{when}: {n} flashcards and {n} pages of {course}",
        "studied {n} hours at {place}{tail}", "early start {when}{tail}", "all tasks done, {mood}",
        "{n} problems on {thing}, done{tail}", "listened to {n} lectures on {course}{tail}",
    ),
    "exams": (
        "when is the {course} exam?", "the {course} timetable is out{tail}",
        "does the final cover {thing}?", "I heard {part} is not in the exam{tail}",
        "grades for {course} are up{tail}", "{course} retake is {when}, right?",
        "bring a calculator for {course}{tail}", "open book for {course}, {mood}",
    ),
    "life": (
        "{place} is packed {when}{tail}", "no seats left at {place}{tail}", "anyone at {place}?",
        "overslept again, {mood}", "raining all day, staying at {place}{tail}",
        "phone stays at {place}, works wonders{tail}", "lunch: {food} or {food}?",
        "the {food} near {place} is good{tail}", "queue for {food} was {n} minutes{tail}",
        "{mood} {when}{tail}", "hang in there, {n} days to go{tail}",
    ),
    "files": (
        "{book} is in the shared folder{tail}", "nice notes on {course}{tail}",
        "new edition of {book} is out{tail}", "who has the slides for {part}?",
        "the scan of {part} misses {n} pages{tail}", "put {n} rows into the {course} sheet{tail}",
    ),
}  # fmt: skip

SHORT: tuple[str, ...] = (
    "ok", "okay", "sure", "thanks", "thank you", "thx", "yes", "yep", "no", "nope", "same here",
    "me too", "true", "fair enough", "makes sense", "got it", "I see", "really?", "nice", "great",
    "cool", "good luck", "no worries", "will do", "on it", "one moment", "brb", "back", "hi",
    "hello", "morning", "good night", "no idea", "maybe", "depends", "probably", "not sure",
    "good point", "exactly", "following", "interesting", "wow", "haha", "lol", "done", "sent",
    "seen it", "later then", "see you", "count me in",
)  # fmt: skip
CHORUS: tuple[str, ...] = (
    "+1", "hahaha", "congrats!", "good luck!", "welcome!", "thanks!", "happy birthday!", "same",
    "done", "morning!", "good night!", "let's go", "well done",
)  # fmt: skip
THANKS: tuple[str, ...] = (
    "thank you!", "got some", "too late", "so generous", "missed it", "lucky me", "thanks a lot",
    "that was quick", "cheers!",
)  # fmt: skip
WELCOME: tuple[str, ...] = (
    "hi, I'm new here", "hello everyone, just joined", "new here, nice to meet you", "hi all",
)  # fmt: skip
NIGHT: tuple[str, ...] = (
    "anyone still awake?", "can't sleep", "just finished {course}, {mood}", "still on {thing}{tail}",
    "who is still at {place}?", "tomorrow will be hard", "hungry, want {food}", "late night {course}{tail}",
)  # fmt: skip
NOTICES: tuple[str, ...] = (
    "[notice] {when}: {n} pages of {course}, check in before ten", "[notice] live session on {thing} {when}",
    "[notice] corrections to {book} are in the folder", "[reminder] please keep to the group rules",
)  # fmt: skip
LINKS: tuple[str, ...] = (
    "good explanation of {thing} {link}", "{link} sums up {thing}", "open course on {course}: {link}",
    "{link}", "found it{tail} {link}", "see this one on {thing}: {link}",
)  # fmt: skip
OFF_TOPIC_LINKS: tuple[str, ...] = (
    "this video is so funny {link}", "please click {link}", "{link}", "seen the news? {link}",
    "has anyone used this? {link}", "sharing a good deal {link}",
)  # fmt: skip
MASS: tuple[str, ...] = (
    "@all anyone here?", "@all please fill in my survey", "@all who has {book}?",
    "@all look at my question", "@all vote for me",
)  # fmt: skip
MENTION: tuple[str, ...] = (
    "@{name} done with {course}?", "@{name} are you there?", "@{name} thanks{tail}",
    "@{name} can you send me the one on {thing}", "@{name} right{tail}", "@{name} off to {place} {when}?",
)  # fmt: skip
ADS: tuple[str, ...] = (
    "{word}, few places left", "interested? {word}", "look here, {word}", "limited offer: {word}",
    "{word} {link}", "students welcome, {word} {link}",
)  # fmt: skip
FRAUDS: tuple[str, ...] = (
    "{word}, tested myself", "a friend of mine does it, {word}", "no joke, {word}", "{word} {link}",
)  # fmt: skip
ABUSES: tuple[str, ...] = (
    "{word}", "{word}!", "hey, {word}", "seriously, {word}", "{word}, get it?",
)  # fmt: skip
SULKS: tuple[str, ...] = (
    "say that again", "none of your business", "do it yourself then", "was I wrong?", "calm down",
    "both of you, enough", "what an attitude", "whatever",
)  # fmt: skip
FLOODS: tuple[str, ...] = (
    "hello?", "anyone", "answer me", "?", "??", "look", "bump", "urgent", "hey", "aaah", "bored",
    "talk to me", "still here",
)  # fmt: skip

WORDS: dict[str, tuple[str, ...]] = {
    "ads": ("dm me for price", "add me on whatsapp", "add me on telegram", "dm to order"),
    "fraud": ("double your money", "guaranteed profit", "invest and earn"),
    "abuse": ("fuck you", "fucking idiot", "you bastard", "son of a bitch"),
}

FAMILY: tuple[str, ...] = (
    "Smith", "Jones", "Brown", "Garcia", "Khan", "Novak", "Kim", "Rossi", "Silva", "Olsen", "Baker",
    "Fischer", "Dubois", "Costa", "Walker", "Singh", "Moore", "Evans", "Yilmaz", "Sato",
)  # fmt: skip
GIVEN: tuple[str, ...] = (
    "Anna", "Ben", "Carla", "David", "Elif", "Finn", "Grace", "Hugo", "Iris", "Jonas", "Kira", "Leo",
    "Mia", "Noah", "Olga", "Paul", "Rosa", "Sam", "Tara", "Victor",
)  # fmt: skip
NICKS: tuple[str, ...] = (
    "nightowl", "coffeefirst", "lemon", "starfish", "bookworm", "pencil", "northstar", "sunny",
    "quietmouse", "marathon", "oatmeal", "breeze",
)  # fmt: skip
GROUPS: tuple[str, ...] = (
    "Calculus", "Statistics", "Exam Prep", "Data Structures", "Early Birds", "Flashcards",
    "Med School", "Library", "Retakers", "Past Papers",
)  # fmt: skip
EVERYONE = "@all"

QUESTIONS: tuple[str, ...] = (
    "when do we get to {part} of {course}?", "is there a recording of {when}'s session?",
    "could a teacher explain {thing} once more?", "the file for {part} does not open",
    "may I hand in {part} {when}?",
)  # fmt: skip
ANSWERS: tuple[str, ...] = (
    "{when}, watch the notices", "there is a recording in the folder", "yes, that is fine",
    "uploaded it again", "we go through it {when}",
)  # fmt: skip
NODS: tuple[str, ...] = (
    "thanks",
    "got it",
    "ok",
    "great, thank you",
    "I see",
    "all clear",
    "perfect",
)
ORDERS: tuple[str, ...] = (
    "one copy of {book} for me",
    "signing up for {course}",
    "I take the {course} course",
)
CONFIRMATIONS: tuple[str, ...] = ("noted", "you are on the list", "done, starts {when}")
CHAINS: tuple[str, ...] = (
    "who is in for {place} {when}? add your name", "list for printed {book}, add your name",
    "mock exam in {course}, add your name",
)  # fmt: skip
ENTRIES: tuple[str, ...] = ("in", "me too", "1 copy", "2 copies", "maybe late")
PHOTOS: tuple[str, ...] = (
    "neat notes",
    "lovely handwriting",
    "nice view from {place}",
    "jealous",
    "so tidy",
)
COMPLAINTS: tuple[str, ...] = (
    "I want to complain, the {course} session was cancelled again",
    "nobody told us about {part}, this is a complaint",
)
TICKETS: tuple[str, ...] = (
    "sorry, noted, you get an answer {when}",
    "we are looking into it",
    "passed on",
)
PROMOTIONS: tuple[str, ...] = (
    "selling {book}, like new", "one seat left in my shared {course} course",
    "used copy of {book} for sale, {n} pounds",
    "splitting the cost of {book}, {n} people missing",
)  # fmt: skip
DISPUTES: tuple[str, ...] = (
    "I want my money back for {course}",
    "the refund has been pending for {n} days",
    "you promised a refund",
)
SOOTHING: tuple[str, ...] = (
    "we are checking it",
    "refunds take a few days, sorry",
    "send me the receipt, please",
)
PRIVATE: tuple[str, ...] = (
    "my number is {number}",
    "call me on {number}",
    "send it to {place}, {number}",
)
HOSTS: tuple[str, ...] = (
    "en.wikipedia.org", "www.khanacademy.org", "www.coursera.org", "www.edx.org",
    "openstax.org", "arxiv.org", "www.ox.ac.uk", "lib.ed.ac.uk",
)  # fmt: skip
TAGS: tuple[Tag, ...] = (Tag("teacher", "member", 0.02),)

TEXTS = Texts(
    slots=SLOTS, topics=TOPICS, short=SHORT, chorus=CHORUS, thanks=THANKS, welcome=WELCOME, night=NIGHT,
    notices=NOTICES, links=LINKS, off_topic=OFF_TOPIC_LINKS, mass=MASS, mention=MENTION,
    questions=QUESTIONS, answers=ANSWERS, nods=NODS, orders=ORDERS, confirmations=CONFIRMATIONS, chains=CHAINS,
    entries=ENTRIES, photos=PHOTOS, complaints=COMPLAINTS, tickets=TICKETS, promotions=PROMOTIONS,
    disputes=DISPUTES, soothing=SOOTHING, private=PRIVATE, ads=ADS, frauds=FRAUDS, abuses=ABUSES, sulks=SULKS,
    floods=FLOODS, words=WORDS, family=FAMILY, given=GIVEN, nicks=NICKS, groups=GROUPS,
    everyone=EVERYONE, hosts=HOSTS, tags=TAGS,
)  # fmt: skip
