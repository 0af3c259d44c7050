"""Logs in bulk, part by part: each some of the groups, and of no more rows than there is memory for.

    parting -> part (what columns tell, and the events that are left) -> whole, plans

What is counted of each part can be kept, and gone on with (`resuming`).
"""
