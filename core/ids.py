"""Names for things outside the database: random, short, and impossible to count through."""

import secrets

PUBLIC_ID_LENGTH = 12
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def public_id() -> str:
    """A random identifier of 12 characters (about 59 bits) that nobody misreads aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def case_number() -> str:
    """A random number of 12 digits (about 40 bits) that somebody may dictate by telephone; no zero before it."""
    return str(secrets.randbelow(9 * 10 ** (PUBLIC_ID_LENGTH - 1)) + 10 ** (PUBLIC_ID_LENGTH - 1))


def media_token() -> str:
    """16 random hex digits, the folder of one photo's renditions."""
    return secrets.token_hex(8)
