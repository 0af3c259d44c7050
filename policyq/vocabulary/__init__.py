"""The nouns of policyq, declared once as data: types, events, actions, decisions.

To add a noun, add a row. No logic lives here, and nothing here imports another room.
"""
