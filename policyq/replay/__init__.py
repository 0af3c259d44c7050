"""A whole log at once: columns say of which events there may be something to say, and only those are
decided one by one, by `policyq.live`.

    columns   some rows of a log: of each field the different values
    asked     what a condition is of many rows, never too little
    screen    which rows have to be looked at, as far as each tells by itself
    windows   and as far as their windows tell; how windows catch up with what was passed over
    order     the order in which a log is decided
    keeping   what is known of members and groups beside counts, kept up with what was passed over
"""
