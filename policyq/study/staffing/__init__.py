"""Who responds: what needs a person, handled by people, by people and machine, by the machine alone.

    decisions -from_steps-> Case -simulate-> Run -summarize-> Figures -report

What is put in (how long somebody takes, what a machine settles by itself, who is content) are
assumptions; what follows from them, a log and the shifts are waiting times, what is passed on
because nobody came to it in time, and how busy each person is. Reports keep the two apart.
"""
