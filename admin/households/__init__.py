"""The registry of households and their members: what nobody outside may see."""
