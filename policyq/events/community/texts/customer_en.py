"""What is written in an English group for a company's customers: questions, faults, invoices."""

from __future__ import annotations

from dataclasses import replace

from policyq.events.community.texts import Tag, study_en

SLOTS: dict[str, tuple[str, ...]] = {
    "feature": (
        "the export", "the import", "label printing", "the scanner", "loyalty points", "stocktaking",
        "invoices", "the ledger", "permissions", "the dashboard", "backups", "the interface", "approvals",
    ),
    "fails": (
        "keeps loading", "does not open", "crashes", "shows wrong figures", "hangs", "does not sync",
        "logs me out",
    ),
    "when": ("today", "tomorrow", "this afternoon", "on Monday", "on Friday", "this week", "next week"),
    "past": ("this morning", "yesterday", "just now", "last week", "last night"),
    "n": ("two", "three", "five", "eight", "ten", "twenty", "thirty"),
    "build": ("version 3.1", "version 3.2", "the new version", "the phone app", "the web version", "the pro plan"),
    "who": ("accounting", "the warehouse", "the till staff", "my boss", "purchasing", "the other branch"),
    "ticket": ("10231", "10487", "11520", "12036", "13377", "14902", "15218"),
    "number": ("07700 900123", "07700 900248", "07700 900377", "07700 900461", "07700 900555", "07700 900618"),
    "tail": ("", "", "", "", "", "!", ", thanks", " 👍", " :)"),
}  # fmt: skip

TOPICS: dict[str, tuple[str, ...]] = {
    "use": (
        "where is {feature} in {build}?", "{who} likes {feature}{tail}", "{feature} is faster in {build}{tail}",
        "showed {who} {feature} {past}{tail}", "{feature} takes {n} rows at most{tail}",
        "there is a shortcut for {feature}{tail}", "{feature} saves {who} {n} minutes{tail}",
    ),
    "faults": (
        "{build} {fails} since {past}, you too?", "same here, {feature} {fails}",
        "{feature} {fails}, a restart helped{tail}", "it works in {build}{tail}", "clear the cache first{tail}",
        "{feature} {fails} since the update {past}",
    ),
    "exchange": (
        "how have you set up {feature}?", "{n} shops on one account here{tail}", "we count stock {when}{tail}",
        "a filter in {feature} would help{tail}", "{feature} should work in {build}{tail}",
        "good enough for {n} people{tail}",
    ),
    "training": (
        "will {feature} be part of the training {when}?", "{who} watched the training{tail}",
        "missed the one {past}, is there a recording?", "page {n} of the manual has {feature}{tail}",
    ),
    "business": (
        "any offer on renewals {when}?", "we moved to {build}{tail}", "the contract went out {past}{tail}",
        "{who} is on the payment{tail}", "the hardware came {past}{tail}",
    ),
}  # fmt: skip

TEXTS = replace(
    study_en.TEXTS,
    slots=SLOTS,
    topics=TOPICS,
    chorus=("+1", "same here", "thanks!", "updated", "noted", "morning!", "done", "happy holidays!"),
    welcome=(
        "hello, taking over from a colleague", "hi, we just signed", "hello all, accounting here",
        "hi, new customer",
    ),
    night=(
        "is the system up?", "{feature} {fails}, anyone on duty?", "still counting stock, {feature} {fails}",
        "is support there?", "need {feature} tomorrow morning and it {fails}",
    ),
    notices=(
        "[notice] update of {build} {when}, {feature} pauses for {n} minutes",
        "[training] {feature}, live {when}", "[fixed] {feature} works again, please update {build}",
        "[reminder] the ledger closes {when}",
    ),
    links=(
        "guide to {feature} {link}", "video {link}", "download of {build} {link}", "{link}",
        "open a ticket here {link}",
    ),
    off_topic=(
        "{feature} is free over there {link}", "half the price {link}", "we switched, {link}", "{link}",
        "please fill in my survey {link}", "a comparison, see for yourselves {link}",
    ),
    mass=(
        "@all does it {fails} for you?", "@all who uses {feature}?", "@all please fill in my survey",
        "@all anyone switching?",
    ),
    mention=(
        "@{name} is {feature} working?", "@{name} thanks{tail}", "@{name} please see ticket {ticket}",
        "@{name} can we talk {when}?", "@{name} sent you a screenshot",
    ),
    questions=(
        "is support there? how does {feature} work?", "{feature} {fails}, what now?",
        "what does {build} cost a year?", "{who} lost the password", "when do we get the invoice?",
        "any news on ticket {ticket}?", "does {build} have {feature}?", "what is the price of a renewal?",
        "is my data safe with {build}?", "{who} cannot see {feature}, permissions?",
    ),
    answers=(
        "hello, that is under settings", "could you send a screenshot and the version?",
        "passed on, you hear {when}", "it is in work", "the invoice goes out {when}",
        "yes, at no extra cost", "please reset it in the console", "your data stays, promise",
        "please update to {build} first",
    ),
    orders=("renew {build} for a year", "{n} more accounts please", "{n} boxes of labels", "{n} scanners please"),
    confirmations=(
        "noted, the contract follows {when}", "the accounts are open", "it ships {when}", "payment received",
    ),
    chains=(
        "training on {feature} {when}, add your name", "trial of {build}, add your name",
        "contacts over the holidays, add your name",
    ),
    entries=("in", "1 person", "2 people", "{who} joins", "recording please", "two shops"),
    photos=("same here", "that is {build}", "click the red box", "seen that before", "got the screenshot"),
    complaints=(
        "I want to complain, ticket {ticket} has been open for {n} days",
        "{feature} {fails} and we cannot sell, this is a complaint", "no answer for {n} hours, I complain",
    ),
    tickets=(
        "very sorry, it is with our lead", "it is urgent now, we call you {when}",
        "sorry, passed on to the person in charge",
    ),
    promotions=(
        "we run {feature} for you, {n} hundred a month", "I build shop apps, see my work",
        "cheap labels, from {n} boxes on", "used scanner for sale, {n} hundred",
        "bookkeeping by me, a discount for this group",
    ),
    disputes=(
        "I want a refund for this", "no answer on my refund for {n} days",
        "the contract says {feature}, there is none", "my lawyer will call you",
        "what did your salesman promise?",
    ),
    soothing=(
        "I understand, you hear from us {when}", "the refund is filed under {ticket}",
        "please send the contract number", "our lead calls you",
    ),
    private=("please call me on {number}", "{who} is on {number}", "link the account to {number}"),
    nicks=(
        "greengrocer", "storefour", "acme-it", "backoffice", "tillone", "northbranch", "papershop",
        "warehouse9", "accounts", "deli",
    ),
    groups=(
        "Till Users", "Inventory Support", "Pro Customers", "Rollout", "Loyalty Users", "Partner Desk",
        "Service Desk",
    ),
    hosts=("www.example.com", "help.example.com", "learn.example.com", "status.example.com"),
    tags=(
        Tag("boss", "owner", 1.0), Tag("support", "admin", 1.0), Tag("partner", "member", 0.02),
        Tag("staff", "member", 0.03), Tag("speaker", "guest", 1.0),
    ),
)  # fmt: skip
