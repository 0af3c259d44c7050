"""The doors: users' files, network, clock and terminal are touched here and nowhere else."""
