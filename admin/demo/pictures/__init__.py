"""One series of drawn pictures, made with Pillow alone; see draw.py for the way in."""
