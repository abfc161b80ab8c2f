"""The people of a household: who they are, who comes and who leaves, and their DNI."""
