"""Messages judged by people: which were drawn, what a policy makes of them, and what follows for it."""
