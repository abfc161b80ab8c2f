"""The producer's own pages: her account by phone and clave, and questions answered without one."""
